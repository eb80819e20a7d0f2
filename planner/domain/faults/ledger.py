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
    "E6040": fault_kind(
        cause_en="There is a file {file} already.",
        cause_id="Berkas {file} sudah ada.",
        action_en="Give the backup another name, for example with the date; nothing was overwritten.",
        action_id="Beri nama lain pada cadangan, misalnya dengan tanggal; tidak ada yang ditimpa.",
    ),
    "E6041": fault_kind(
        cause_en="{ledger} is on a database server, which has a backup of its own.",
        cause_id="{ledger} berada di peladen basis data, yang punya cara pencadangan sendiri.",
        action_en="Use its tool, such as pg_dump --format=custom.",
        action_id="Pakai alatnya, misalnya pg_dump --format=custom.",
    ),
    "E6042": fault_kind(
        cause_en="The copy of {ledger} is not sound, so it was not kept.",
        cause_id="Salinan {ledger} tidak utuh, jadi tidak disimpan.",
        action_en="Keep a copy of the ledger's file as it is, and go back to the last good backup.",
        action_id="Simpan salinan berkas buku besar apa adanya, lalu kembali ke cadangan terakhir yang baik.",
    ),
    "E6050": fault_kind(
        cause_en="There is no household {household}.",
        cause_id="Tidak ada rumah tangga {household}.",
        action_en="Read its id again; it may have been erased.",
        action_id="Baca lagi idnya; mungkin datanya sudah dihapus.",
    ),
    "E6051": fault_kind(
        cause_en="The correction cannot be read: {what}.",
        cause_id="Perbaikan ini tidak dapat dibaca: {what}.",
        action_en="Write hours as 16:00-18:00, RT and RW as digits, and latitude and longitude together.",
        action_id="Tulis jam seperti 16:00-18:00, RT dan RW dengan angka, serta lintang dan bujur bersama-sama.",
    ),
}
