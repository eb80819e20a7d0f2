"""Faults of printing papers and files (E3050-E3079)."""

from planner.domain.faults.kind import FaultKind, fault_kind

SHEET_FAULTS: dict[str, FaultKind] = {
    "E3050": fault_kind(
        cause_en="The desk's workbook has been filled in since it was printed; printing it again would lose that.",
        cause_id="Buku kerja piket sudah diisi sejak dicetak; mencetaknya lagi akan menghapus isiannya.",
        action_en="Record it with `dds record`, or move it to another folder, then print again.",
        action_id="Catat dengan `dds record`, atau pindahkan ke folder lain, lalu cetak lagi.",
    ),
    "E3051": fault_kind(
        cause_en="Visit {id} is in the plan, but its resident has asked for no visits since.",
        cause_id="Kunjungan {id} ada dalam rencana, tetapi warganya sejak itu meminta tidak dikunjungi.",
        action_en="Make a new plan of the day; nothing was printed.",
        action_id="Buat rencana baru untuk hari itu; tidak ada yang dicetak.",
    ),
    "E3052": fault_kind(
        cause_en="Visit {id} is in the plan, but its complaint has become a special referral (RJK) since.",
        cause_id="Kunjungan {id} ada dalam rencana, tetapi keluhannya sejak itu menjadi rujukan khusus (RJK).",
        action_en="Hand it to the PPA unit and make a new plan of the day; nothing was printed.",
        action_id="Serahkan kepada Unit PPA dan buat rencana baru untuk hari itu; tidak ada yang dicetak.",
    ),
}
"""Code to cause and action."""
