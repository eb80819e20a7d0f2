"""Faults of the workspace and its ledger (E6xxx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

WORKSPACE_FAULTS: dict[str, FaultKind] = {
    "E6001": fault_kind(
        cause_en="There is no ledger {ledger} here.",
        cause_id="Tidak ada buku besar {ledger} di sini.",
        action_en="Make a workspace with `dds init DIR`, or name the right folder with --workspace.",
        action_id="Buat ruang kerja dengan `dds init DIR`, atau sebutkan folder yang benar dengan --workspace.",
    ),
    "E6002": fault_kind(
        cause_en="{ledger} is not a ledger of this program.",
        cause_id="{ledger} bukan buku besar program ini.",
        action_en="Move that file away and restore the ledger from a backup, or make a new workspace.",
        action_id="Pindahkan berkas itu lalu pulihkan buku besar dari cadangan, atau buat ruang kerja baru.",
    ),
    "E6003": fault_kind(
        cause_en="{ledger} was written by a newer version of the program (schema {found}; this version knows up to {known}).",
        cause_id="{ledger} ditulis oleh versi program yang lebih baru (skema {found}; versi ini mengenal sampai {known}).",
        action_en="Update dds-planner on this computer; the ledger was not changed.",
        action_id="Perbarui dds-planner di komputer ini; buku besar tidak diubah.",
    ),
    "E6004": fault_kind(
        cause_en="{ledger} is damaged.",
        cause_id="{ledger} rusak.",
        action_en="Stop working with it, keep a copy of the file, and restore the last backup.",
        action_id="Hentikan pemakaiannya, simpan salinan berkasnya, lalu pulihkan cadangan terakhir.",
    ),
    "E6005": fault_kind(
        cause_en="{ledger} is in use by another program.",
        cause_id="{ledger} sedang dipakai program lain.",
        action_en="Wait until the other command has ended and try again; nothing was changed.",
        action_id="Tunggu sampai perintah lain selesai, lalu coba lagi; tidak ada yang diubah.",
    ),
    "E6006": fault_kind(
        cause_en="{ledger} cannot be read or written: {reason}.",
        cause_id="{ledger} tidak dapat dibaca atau ditulis: {reason}.",
        action_en="Check that the folder exists, that you may write there, that the disk is not full, or that the server runs.",
        action_id="Periksa apakah foldernya ada, boleh ditulisi, cakramnya tidak penuh, atau servernya berjalan.",
    ),
    "E6007": fault_kind(
        cause_en="Complaint {complaint} names household {household}, which the ledger does not know.",
        cause_id="Keluhan {complaint} menyebut rumah tangga {household} yang tidak ada di buku besar.",
        action_en="Import the households first, or correct the household id.",
        action_id="Impor rumah tangganya lebih dahulu, atau perbaiki id rumah tangganya.",
    ),
    "E6008": fault_kind(
        cause_en="Version {version} of the plan of {date} is already in the ledger.",
        cause_id="Versi {version} dari rencana tanggal {date} sudah ada di buku besar.",
        action_en="Another desk was quicker: run the command again to get the next version.",
        action_id="Meja lain lebih cepat: jalankan lagi perintahnya untuk mendapat versi berikutnya.",
    ),
    "E6009": fault_kind(
        cause_en="The ledger's database address cannot be used: {reason}.",
        cause_id="Alamat basis data buku besar tidak dapat dipakai: {reason}.",
        action_en="Write it as dialect+driver://user:password@host/database, and install the driver it names.",
        action_id="Tulis dalam bentuk dialect+driver://user:password@host/database, dan pasang driver yang disebutnya.",
    ),
    "E6020": fault_kind(
        cause_en="{folder} is not a workspace: it has no dds.toml.",
        cause_id="{folder} bukan ruang kerja: tidak ada dds.toml di dalamnya.",
        action_en="Make one with `dds init DIR`, or name the right folder with --workspace or DDS_WORKSPACE.",
        action_id="Buat dengan `dds init DIR`, atau sebutkan folder yang benar dengan --workspace atau DDS_WORKSPACE.",
    ),
    "E6021": fault_kind(
        cause_en="Another command is working in {folder}.",
        cause_id="Perintah lain sedang bekerja di {folder}.",
        action_en="Wait until it has ended and try again.",
        action_id="Tunggu sampai selesai, lalu coba lagi.",
    ),
    "E6022": fault_kind(
        cause_en="{folder} already holds a workspace.",
        cause_id="{folder} sudah berisi ruang kerja.",
        action_en="Use it as it is, or choose an empty folder.",
        action_id="Pakai ruang kerja itu, atau pilih folder kosong.",
    ),
    "E6023": fault_kind(
        cause_en="{file} cannot be written: {reason}.",
        cause_id="{file} tidak dapat ditulis: {reason}.",
        action_en="Check that you may write there, that no other program has the file open, and that the disk is not full.",
        action_id="Periksa apakah boleh menulis di sana, berkasnya tidak terbuka di program lain, dan cakramnya tidak penuh.",
    ),
    "E6101": fault_kind(
        cause_en="{folder} is not a workspace: it has no dds.toml.",
        cause_id="{folder} bukan ruang kerja: tidak ada dds.toml di dalamnya.",
        action_en="Make one with `dds init DIR`, or name the right folder with --workspace.",
        action_id="Buat dengan `dds init DIR`, atau sebutkan folder yang benar dengan --workspace.",
    ),
    "E6102": fault_kind(
        cause_en="{folder} is a workspace already.",
        cause_id="{folder} sudah berupa ruang kerja.",
        action_en="Choose another folder; nothing was changed.",
        action_id="Pilih folder lain; tidak ada yang diubah.",
    ),
    "E6103": fault_kind(
        cause_en="The outline file {file} that the settings name is not in the workspace.",
        cause_id="Berkas batas wilayah {file} yang disebut pengaturan tidak ada di ruang kerja.",
        action_en="Copy it into the workspace, correct [area] outline, or leave it empty.",
        action_id="Salin berkas itu ke ruang kerja, perbaiki [area] outline, atau kosongkan.",
    ),
    "E6104": fault_kind(
        cause_en="{folder} cannot be written: {reason}.",
        cause_id="{folder} tidak dapat ditulisi: {reason}.",
        action_en="Choose a folder that you may write to, on a disk with room.",
        action_id="Pilih folder yang boleh ditulisi, pada cakram yang masih lapang.",
    ),
    "E6105": fault_kind(
        cause_en="The problem file {problem} is not the one that this plan was made from.",
        cause_id="Berkas masalah {problem} bukan asal rencana ini.",
        action_en="Put the plan back beside its own problem file, or plan the day again.",
        action_id="Kembalikan rencana ke samping berkas masalahnya sendiri, atau buat lagi rencana hari itu.",
    ),
    "E6106": fault_kind(
        cause_en="The plan names {kind} {id}, which the ledger does not hold any more.",
        cause_id="Rencana menyebut {kind} {id} yang tidak ada lagi di buku besar.",
        action_en="Plan the day again, so that nobody is visited in vain.",
        action_id="Buat lagi rencana hari itu agar tidak ada kunjungan sia-sia.",
    ),
    "E6107": fault_kind(
        cause_en="The roads in the workspace have no way for a leg of shift {shift} that the plan uses.",
        cause_id="Jalan di ruang kerja tidak memuat salah satu perjalanan giliran {shift} dalam rencana.",
        action_en="The roads were changed after planning: plan the day again.",
        action_id="Data jalan berubah setelah rencana dibuat: buat lagi rencana hari itu.",
    ),
    "E6110": fault_kind(
        cause_en="Another command is writing in the workspace {folder}.",
        cause_id="Perintah lain sedang menulis di ruang kerja {folder}.",
        action_en="Wait until it has ended and try again; nothing was changed.",
        action_id="Tunggu sampai selesai lalu coba lagi; tidak ada yang diubah.",
    ),
}
