"""Faults of the report of a period (E4040–E4059)."""

from planner.domain.faults.kind import FaultKind, fault_kind

REPORT_FAULTS: dict[str, FaultKind] = {
    "E4040": fault_kind(
        cause_en="The ledger knows no household, so there is nothing to report on.",
        cause_id="Buku besar belum memuat rumah tangga, sehingga tidak ada yang dapat dilaporkan.",
        action_en="Import the households first: dds import households FILE.",
        action_id="Impor rumah tangganya lebih dahulu: dds import households BERKAS.",
    ),
    "E4041": fault_kind(
        cause_en="These days do not make a period.",
        cause_id="Hari-hari itu bukan suatu periode.",
        action_en="Give --month alone, or both --from and --to, the first day before the last.",
        action_id="Tulis --month saja, atau --from dan --to keduanya, hari pertama sebelum hari terakhir.",
    ),
    "E4042": fault_kind(
        cause_en="The period begins on {start}, and today is {today}.",
        cause_id="Periode itu dimulai {start}, sedangkan hari ini {today}.",
        action_en="Choose a period that has begun.",
        action_id="Pilih periode yang sudah dimulai.",
    ),
    "E4043": fault_kind(
        cause_en="A public edition is made of one calendar month that is over.",
        cause_id="Edisi umum dibuat untuk satu bulan kalender yang sudah berakhir.",
        action_en="Give --month; two editions of overlapping days would give away, by subtraction, what each leaves out.",
        action_id="Tulis --month; dua edisi dengan hari yang sama membuka, lewat selisihnya, angka yang tidak ditampilkan.",
    ),
}
