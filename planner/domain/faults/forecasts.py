"""Faults of a forecast (E4020 to E4029)."""

from planner.domain.faults.kind import FaultKind, fault_kind

FORECAST_FAULTS: dict[str, FaultKind] = {
    "E4020": fault_kind(
        cause_en="The ledger holds no households, so there is nothing to forecast.",
        cause_id="Buku besar tidak memuat keluarga, jadi tidak ada yang dapat diperkirakan.",
        action_en="Import households with `dds import households FILE`.",
        action_id="Impor keluarga dengan `dds import households FILE`.",
    ),
    "E4021": fault_kind(
        cause_en="None of the {teams} teams has a shift on any day of the week, so nobody would ever be visited.",
        cause_id="Tidak satu pun dari {teams} tim punya giliran tugas dalam seminggu, jadi tidak akan ada yang dikunjungi.",
        action_en="Import teams with `dds import teams FILE`.",
        action_id="Impor tim dengan `dds import teams FILE`.",
    ),
    "E4022": fault_kind(
        cause_en="{until} is not after today, {today}.",
        cause_id="{until} tidak sesudah hari ini, {today}.",
        action_en="Give --until a later day.",
        action_id="Beri --until hari yang lebih kemudian.",
    ),
    "E4023": fault_kind(
        cause_en="{until} is more than {days} days ahead; a forecast that far says nothing.",
        cause_id="{until} lebih dari {days} hari lagi; perkiraan sejauh itu tidak berarti apa-apa.",
        action_en="Give --until an earlier day.",
        action_id="Beri --until hari yang lebih awal.",
    ),
}
