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
    "E3014": fault_kind(
        cause_en="The id {id} stands twice.",
        cause_id="Id {id} tertulis dua kali.",
        action_en='Give each job, vehicle and break of a vehicle an id of its own; 1 and "1" are the same id.',
        action_id='Beri id sendiri untuk tiap tugas, kendaraan, dan jeda satu kendaraan; 1 dan "1" adalah id yang sama.',
    ),
    "E3030": fault_kind(
        cause_en="{key} is not supported by this program.",
        cause_id="{key} tidak didukung program ini.",
        action_en="Take it out if the plan may do without it; places are given by index into a matrix.",
        action_id="Hapus bila rencana boleh tanpanya; tempat disebut dengan indeks matriks.",
    ),
    "E3031": fault_kind(
        cause_en="The index {index} is outside the matrices of {size} places.",
        cause_id="Indeks {index} berada di luar matriks yang berisi {size} tempat.",
        action_en="Indices count from 0; correct it, or add the place to the matrices.",
        action_id="Indeks dihitung dari 0; perbaiki, atau tambahkan tempatnya ke matriks.",
    ),
    "E3032": fault_kind(
        cause_en="There is no matrix for the profile {profile} (there are: {known}).",
        cause_id="Tidak ada matriks untuk profil {profile} (yang ada: {known}).",
        action_en="Add matrices for it, or correct the profile's name.",
        action_id="Tambahkan matriksnya, atau perbaiki nama profilnya.",
    ),
    "E3033": fault_kind(
        cause_en="The matrix does not fit: {found} entries where {expected} were expected.",
        cause_id="Matriks tidak cocok: {found} isian, seharusnya {expected}.",
        action_en="Matrices are square, and all of them cover the same places.",
        action_id="Matriks harus persegi, dan semuanya mencakup tempat yang sama.",
    ),
}
