"""Faults of single cells, complaints and teams (E11xx, E13xx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

_CELLS: dict[str, FaultKind] = {
    "E1101": fault_kind(
        cause_en="The cell is empty, but needed.",
        cause_id="Sel kosong, padahal wajib diisi.",
        action_en="Fill it in; merged cells count for their first row only.",
        action_id="Isilah sel itu; sel gabungan hanya berlaku untuk baris pertamanya.",
    ),
    "E1102": fault_kind(
        cause_en="{cell} is not an id: up to 40 letters, digits and . _ - / : + without spaces.",
        cause_id="{cell} bukan id: paling banyak 40 huruf, angka, dan . _ - / : + tanpa spasi.",
        action_en="Write an id such as H000123; format the column as text if the spreadsheet shortens numbers.",
        action_id="Tulis id seperti H000123; atur kolom sebagai teks jika angka disingkat oleh lembar kerja.",
    ),
    "E1103": fault_kind(
        cause_en="The id {id} is already used in row {first}.",
        cause_id="Id {id} sudah dipakai pada baris {first}.",
        action_en="Delete one of the two rows, or give it an id of its own.",
        action_id="Hapus salah satu baris, atau beri id tersendiri.",
    ),
    "E1104": fault_kind(
        cause_en="{cell} is not an RT or RW number.",
        cause_id="{cell} bukan nomor RT atau RW.",
        action_en="Write up to three digits, RT and RW each in a column of its own: 05.",
        action_id="Tulis paling banyak tiga angka, RT dan RW masing-masing di kolomnya sendiri: 05.",
    ),
    "E1105": fault_kind(
        cause_en="{cell} is not a number.",
        cause_id="{cell} bukan angka.",
        action_en="Write decimal degrees such as -6.191910 or -6,191910.",
        action_id="Tulis derajat desimal seperti -6,191910 atau -6.191910.",
    ),
    "E1106": fault_kind(
        cause_en="{cell} is not a day of the years 1990 to 2099.",
        cause_id="{cell} bukan tanggal antara tahun 1990 dan 2099.",
        action_en="Write the day first: 26/08/2025, 26 Agustus 2025, or 2025-08-26.",
        action_id="Tulis hari lebih dahulu: 26/08/2025, 26 Agustus 2025, atau 2025-08-26.",
    ),
    "E1107": fault_kind(
        cause_en="{cell} is not a span of times.",
        cause_id="{cell} bukan rentang jam.",
        action_en="Write start and end, the earlier first: 08:00-10:00;16:00-18:00.",
        action_id="Tulis jam mulai lalu jam selesai: 08:00-10:00;16:00-18:00.",
    ),
    "E1108": fault_kind(
        cause_en="{cell} is neither yes nor no.",
        cause_id="{cell} bukan ya atau tidak.",
        action_en="Write ya or tidak.",
        action_id="Tulis ya atau tidak.",
    ),
    "E1109": fault_kind(
        cause_en="{cell} is not a whole number that fits here.",
        cause_id="{cell} bukan bilangan bulat yang sesuai.",
        action_en="Write a whole number without letters, such as 3.",
        action_id="Tulis bilangan bulat tanpa huruf, misalnya 3.",
    ),
    "E1110": fault_kind(
        cause_en="{cell} is not known here.",
        cause_id="{cell} tidak dikenal di kolom ini.",
        action_en="Write one of: {choices}.",
        action_id="Tulis salah satu dari: {choices}.",
    ),
    "E1111": fault_kind(
        cause_en="{cell} is not a list of skills.",
        cause_id="{cell} bukan daftar keahlian.",
        action_en="Write words with semicolons between, such as polwan;ppa.",
        action_id="Tulis kata-kata yang dipisah titik koma, misalnya polwan;ppa.",
    ),
    "E1112": fault_kind(
        cause_en="Household {id} can never be visited: its times lie outside the visiting hours of the settings.",
        cause_id="Rumah {id} tidak akan pernah dikunjungi: jamnya di luar jam kunjungan pada pengaturan.",
        action_en="Correct the times, or visit_hours in dds.toml.",
        action_id="Perbaiki jamnya, atau visit_hours di dds.toml.",
    ),
}

_JOBS: dict[str, FaultKind] = {
    "E1301": fault_kind(
        cause_en="There is no household {id}.",
        cause_id="Tidak ada rumah dengan id {id}.",
        action_en="Import the households first, correct the id, or give village and coordinates instead.",
        action_id="Impor data rumah lebih dahulu, perbaiki id, atau isi desa dan koordinat sebagai gantinya.",
    ),
    "E1302": fault_kind(
        cause_en="Complaint {id} is a special referral (RJK): its text was dropped, not stored.",
        cause_id="Keluhan {id} adalah rujukan khusus (RJK): uraiannya dihapus dan tidak disimpan.",
        action_en="Hand the case to Unit PPA in person, and delete the text from the file.",
        action_id="Serahkan langsung kepada Unit PPA, dan hapus uraian itu dari berkas.",
    ),
    "E1303": fault_kind(
        cause_en="It is due on {due}, before it was received on {received}.",
        cause_id="Tenggatnya {due}, sebelum tanggal diterima {received}.",
        action_en="Correct one of the two days, or leave the due day empty.",
        action_id="Perbaiki salah satu tanggal, atau kosongkan tenggat.",
    ),
    "E1304": fault_kind(
        cause_en="The complaint has neither a household nor a village.",
        cause_id="Keluhan ini tidak memiliki id rumah maupun desa.",
        action_en="Write the id of the household, or village, latitude and longitude.",
        action_id="Isi id rumah, atau desa, lintang, dan bujur.",
    ),
    "E1311": fault_kind(
        cause_en="The name line cannot be read (not shown here: it is a name).",
        cause_id="Baris nama tidak dapat dibaca (tidak ditampilkan karena berisi nama).",
        action_en="Write rank, name, dash, NRP of 8 digits; a semicolon between members.",
        action_id="Tulis pangkat, nama, tanda hubung, NRP 8 angka; titik koma di antara anggota.",
    ),
    "E1312": fault_kind(
        cause_en="Name line {number} of the cell does not begin with a known rank; it is printed without one.",
        cause_id="Baris nama ke-{number} pada sel ini tidak diawali pangkat yang dikenal; dicetak tanpa pangkat.",
        action_en="Write the rank in front, such as Bripka.",
        action_id="Tulis pangkat di depan nama, misalnya Bripka.",
    ),
    "E1313": fault_kind(
        cause_en="The unit is not one of a sector station's; kept as written. Similar: {near}.",
        cause_id="Satuan ini bukan satuan polsek yang dikenal; disimpan apa adanya. Yang mirip: {near}.",
        action_en="Correct it if it is a typing mistake.",
        action_id="Perbaiki jika salah ketik.",
    ),
}

TABLE_CELL_FAULTS: dict[str, FaultKind] = {**_CELLS, **_JOBS}
