"""Faults of planning a day (E4xxx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

PLANNING_FAULTS: dict[str, FaultKind] = {
    "E4001": fault_kind(
        cause_en="Nobody is on duty on {date}: none of the {teams} teams has a shift that day.",
        cause_id="Tidak ada yang bertugas pada {date}: tidak satu pun dari {teams} tim punya giliran tugas hari itu.",
        action_en="Import teams with `dds import teams FILE`, or choose another date.",
        action_id="Impor tim dengan `dds import teams FILE`, atau pilih tanggal lain.",
    ),
    "E4002": fault_kind(
        cause_en="Nothing is due on {date} among {households} households.",
        cause_id="Tidak ada kunjungan yang jatuh tempo pada {date} di antara {households} keluarga.",
        action_en="Import households with `dds import households FILE`, or shorten the cycle in dds.toml.",
        action_id="Impor keluarga dengan `dds import households FILE`, atau perpendek siklus di dds.toml.",
    ),
    "E4003": fault_kind(
        cause_en="The engine {engine} cannot obey: {features}.",
        cause_id="Mesin {engine} tidak dapat menuruti: {features}.",
        action_en="Choose another engine with --engine, or drop the limit.",
        action_id="Pilih mesin lain dengan --engine, atau hilangkan batasnya.",
    ),
    "E4004": fault_kind(
        cause_en="The station is {metres} m from the nearest road that a {profile} may use.",
        cause_id="Mapolsek berjarak {metres} m dari jalan terdekat yang boleh dilalui {profile}.",
        action_en="Correct [station] latitude and longitude in dds.toml, or import roads that cover it.",
        action_id="Perbaiki [station] latitude dan longitude di dds.toml, atau impor jalan yang mencakupnya.",
    ),
    "E4005": fault_kind(
        cause_en="{id} is more than {metres} m from any usable road and cannot be planned.",
        cause_id="{id} lebih dari {metres} m dari jalan yang dapat dilalui sehingga tidak dapat direncanakan.",
        action_en="Check its coordinates, import roads that cover it, or raise max_access_distance.",
        action_id="Periksa koordinatnya, impor jalan yang mencakupnya, atau naikkan max_access_distance.",
    ),
    "E4006": fault_kind(
        cause_en="There is no engine {engine}; there are {known}.",
        cause_id="Tidak ada mesin {engine}; yang ada: {known}.",
        action_en="Choose one of them with --engine or in dds.toml.",
        action_id="Pilih salah satunya dengan --engine atau di dds.toml.",
    ),
    "E4008": fault_kind(
        cause_en="All priorities together, times all seconds that vehicles may travel, are beyond what 64 bits hold.",
        cause_id="Jumlah semua prioritas, dikali semua detik perjalanan kendaraan, melampaui daya muat 64 bit.",
        action_en="Give every vehicle a time_window as short as its day, or divide all priorities by the same number.",
        action_id="Beri setiap kendaraan time_window sepanjang harinya, atau bagi semua prioritas dengan bilangan yang sama.",
    ),
    "E4007": fault_kind(
        cause_en="The engine {engine} needs the package {package}, which is not installed.",
        cause_id="Mesin {engine} memerlukan paket {package} yang belum terpasang.",
        action_en="Install it with: pip install 'dds-planner[{extra}]'",
        action_id="Pasang dengan: pip install 'dds-planner[{extra}]'",
    ),
}
