"""Faults of plan, problem and benchmark files (E3xxx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

PLAN_FAULTS: dict[str, FaultKind] = {
    "E3001": fault_kind(
        cause_en="The file cannot be read: {reason}.",
        cause_id="Berkas tidak dapat dibaca: {reason}.",
        action_en="Check its name and folder, and that you may read it.",
        action_id="Periksa nama dan foldernya, dan apakah Anda boleh membacanya.",
    ),
    "E3002": fault_kind(
        cause_en="This is not valid JSON (position {at}: {reason}).",
        cause_id="Ini bukan JSON yang sah (posisi {at}: {reason}).",
        action_en="Look for a missing comma, quote or bracket there, or go back to the file as the program wrote it.",
        action_id="Cari koma, tanda kutip, atau kurung yang hilang di sana, atau pakai lagi berkas asli dari program.",
    ),
    "E3003": fault_kind(
        cause_en="This is another kind of file: its format is {found}, expected {expected}.",
        cause_id="Ini jenis berkas lain: formatnya {found}, seharusnya {expected}.",
        action_en="Give the file that `dds plan` wrote.",
        action_id="Berikan berkas yang ditulis oleh `dds plan`.",
    ),
    "E3004": fault_kind(
        cause_en="The file has version {found}; this program reads version {expected}.",
        cause_id="Berkas ini versi {found}; program ini membaca versi {expected}.",
        action_en="Update dds-planner, or make the file again with this version.",
        action_id="Perbarui dds-planner, atau buat ulang berkasnya dengan versi ini.",
    ),
    "E3010": fault_kind(
        cause_en="The key {key} is missing.",
        cause_id="Kunci {key} tidak ada.",
        action_en="Add it, as docs/formats describes.",
        action_id="Tambahkan, seperti dijelaskan di docs/formats.",
    ),
    "E3011": fault_kind(
        cause_en="The key {key} is not known here.",
        cause_id="Kunci {key} tidak dikenal di sini.",
        action_en="Correct its spelling or take it out; nothing is silently ignored.",
        action_id="Perbaiki ejaannya atau hapus; tidak ada yang diabaikan diam-diam.",
    ),
    "E3012": fault_kind(
        cause_en="The value {found} does not fit; expected: {expected}.",
        cause_id="Nilai {found} tidak cocok; yang diharapkan: {expected}.",
        action_en="Write a value of that kind.",
        action_id="Tulis nilai dari jenis itu.",
    ),
    "E3013": fault_kind(
        cause_en="The key {key} stands twice in one object.",
        cause_id="Kunci {key} tertulis dua kali dalam satu objek.",
        action_en="Keep one of the two.",
        action_id="Simpan salah satunya saja.",
    ),
    "E3020": fault_kind(
        cause_en="{file} is damaged, or is not a problem that this program wrote.",
        cause_id="{file} rusak, atau bukan masalah yang ditulis program ini.",
        action_en="Restore it from a backup, or make the plan again with `dds plan`.",
        action_id="Pulihkan dari cadangan, atau buat rencananya lagi dengan `dds plan`.",
    ),
}
