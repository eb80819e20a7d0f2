"""Faults of sheets, recorded lines, persons and retention in the ledger (E603x to E609x)."""

from planner.domain.faults.kind import FaultKind, fault_kind

LEDGER_FAULTS: dict[str, FaultKind] = {
    "E6030": fault_kind(
        cause_en="There is no sheet {sheet}.",
        cause_id="Tidak ada lembar {sheet}.",
        action_en="Read its number again; `dds sheets DATE` lists the sheets of a day.",
        action_id="Baca lagi nomornya; `dds sheets TANGGAL` menampilkan lembar hari itu.",
    ),
    "E6031": fault_kind(
        cause_en="There is no complaint {complaint}.",
        cause_id="Tidak ada keluhan {complaint}.",
        action_en="Read its id again.",
        action_id="Baca lagi idnya.",
    ),
}
