"""Faults of recording what happened at the doors (E70xx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

RECORDING_FAULTS: dict[str, FaultKind] = {
    "E7001": fault_kind(
        cause_en="No plan here has the sheet {sheet}.",
        cause_id="Tidak ada rencana di sini yang memuat lembar {sheet}.",
        action_en="Read the number on the sheet again; name the plan that it was printed from, in its own workspace.",
        action_id="Baca lagi nomor pada lembar; sebutkan rencana asalnya, di ruang kerjanya sendiri.",
    ),
    "E7002": fault_kind(
        cause_en="Sheet {sheet} has no row {number}.",
        cause_id="Lembar {sheet} tidak punya baris {number}.",
        action_en="Correct the number of the row; reserves go on counting after the stops.",
        action_id="Perbaiki nomor barisnya; cadangan melanjutkan nomor setelah titik kunjungan.",
    ),
    "E7003": fault_kind(
        cause_en="Row {number} of the sheet is visit {expected}, not {found}.",
        cause_id="Baris {number} pada lembar adalah kunjungan {expected}, bukan {found}.",
        action_en="Somebody moved cells: take the printed columns from the desk's table as the program wrote it.",
        action_id="Ada sel yang tergeser: pakai kolom tercetak dari tabel meja seperti yang ditulis program.",
    ),
    "E7004": fault_kind(
        cause_en="{target} names no day.",
        cause_id="{target} tidak menyebut hari.",
        action_en="Give a date such as 2025-08-26, or a plan file of that day.",
        action_id="Berikan tanggal seperti 2025-08-26, atau berkas rencana hari itu.",
    ),
    "E7005": fault_kind(
        cause_en="Row {number} of the sheet was already told in row {first} of this file.",
        cause_id="Baris {number} pada lembar sudah disebut di baris {first} berkas ini.",
        action_en="Keep one of the two.",
        action_id="Simpan salah satunya saja.",
    ),
    "E7006": fault_kind(
        cause_en="Row {number} of the sheet is no facility, so it has no condition.",
        cause_id="Baris {number} pada lembar bukan fasilitas, jadi tidak punya kondisi.",
        action_en="Clear the cell, or move it to the facility's row.",
        action_id="Kosongkan selnya, atau pindahkan ke baris fasilitasnya.",
    ),
    "E7007": fault_kind(
        cause_en="Row {number} of the sheet follows no complaint up, so nothing there can be answered.",
        cause_id="Baris {number} pada lembar bukan tindak lanjut keluhan, jadi tidak ada yang terjawab di sana.",
        action_en="Clear the cell, or move it to the complaint's row.",
        action_id="Kosongkan selnya, atau pindahkan ke baris keluhannya.",
    ),
    "E7008": fault_kind(
        cause_en="The row is filled in, but has no outcome.",
        cause_id="Barisnya terisi, tetapi hasilnya kosong.",
        action_en="Fill in the outcome, or clear the other cells.",
        action_id="Isi hasilnya, atau kosongkan sel lainnya.",
    ),
    "E7009": fault_kind(
        cause_en="The time out is before the time in.",
        cause_id="Jam keluar mendahului jam masuk.",
        action_en="Correct one of the two, or leave both empty.",
        action_id="Perbaiki salah satunya, atau kosongkan keduanya.",
    ),
    "E7010": fault_kind(
        cause_en="The row says urgent, but no complaint was taken down.",
        cause_id="Barisnya ditandai mendesak, tetapi tidak ada keluhan yang dicatat.",
        action_en="Fill in the complaint's code, or clear the mark.",
        action_id="Isi kode keluhannya, atau kosongkan tandanya.",
    ),
    "E7014": fault_kind(
        cause_en="{cell} is no time of day.",
        cause_id="{cell} bukan jam.",
        action_en="Write 08.15, 08:15 or 0815.",
        action_id="Tulis 08.15, 08:15, atau 0815.",
    ),
    "E7020": fault_kind(
        cause_en="No household of the plan in RT {rt}/RW {rw} fits this line.",
        cause_id="Tidak ada keluarga pada rencana di RT {rt}/RW {rw} yang cocok dengan baris ini.",
        action_en="Correct village, RT, RW or name, or record the line from its sheet.",
        action_id="Perbaiki desa, RT, RW, atau namanya, atau catat baris ini dari lembarnya.",
    ),
    "E7021": fault_kind(
        cause_en="{count} households of the plan in RT {rt}/RW {rw} fit this line.",
        cause_id="{count} keluarga pada rencana di RT {rt}/RW {rw} cocok dengan baris ini.",
        action_en="Record these lines from their sheet: the list does not say which door is meant.",
        action_id="Catat baris ini dari lembarnya: daftar ini tidak menyebut pintu yang mana.",
    ),
    "E7022": fault_kind(
        cause_en="The remark says no outcome (one of: {words}).",
        cause_id="Keterangannya tidak menyebut hasil (salah satu dari: {words}).",
        action_en="Begin the remark with one of these words.",
        action_id="Awali keterangan dengan salah satu kata itu.",
    ),
    "E7023": fault_kind(
        cause_en="The line is of {date}, the plan of {expected}.",
        cause_id="Baris ini bertanggal {date}, rencananya {expected}.",
        action_en="Give the plan of that day, or take the line out.",
        action_id="Berikan rencana hari itu, atau hapus barisnya.",
    ),
}
