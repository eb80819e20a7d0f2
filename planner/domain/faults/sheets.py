"""Faults of printing papers and files (E3050-E3079)."""

from planner.domain.faults.kind import FaultKind, fault_kind

SHEET_FAULTS: dict[str, FaultKind] = {
    "E3050": fault_kind(
        cause_en="The desk's workbook has been filled in since it was printed; printing it again would lose that.",
        cause_id="Buku kerja piket sudah diisi sejak dicetak; mencetaknya lagi akan menghapus isiannya.",
        action_en="Record it with `dds record`, or move it to another folder, then print again.",
        action_id="Catat dengan `dds record`, atau pindahkan ke folder lain, lalu cetak lagi.",
    ),
}
"""Code to cause and action."""
