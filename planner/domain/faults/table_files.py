"""Faults of opening a file and of finding the columns of a table (E10xx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

_OPENING: dict[str, FaultKind] = {
    "E1001": fault_kind(
        cause_en="The file is not there.",
        cause_id="Berkas tidak ditemukan.",
        action_en="Check the folder and the spelling of the name.",
        action_id="Periksa folder dan ejaan nama berkas.",
    ),
    "E1002": fault_kind(
        cause_en="This is a folder, not a file.",
        cause_id="Ini folder, bukan berkas.",
        action_en="Name the file inside the folder.",
        action_id="Sebutkan nama berkas di dalam folder itu.",
    ),
    "E1003": fault_kind(
        cause_en="The file cannot be opened ({error}).",
        cause_id="Berkas tidak dapat dibuka ({error}).",
        action_en="Close it in other programs and check that you may read it.",
        action_id="Tutup berkas di program lain dan pastikan Anda berhak membacanya.",
    ),
    "E1004": fault_kind(
        cause_en="The file is empty.",
        cause_id="Berkas kosong.",
        action_en="Save the file again and check its size.",
        action_id="Simpan ulang berkas dan periksa ukurannya.",
    ),
    "E1005": fault_kind(
        cause_en="The file is not readable text (neither UTF-8, UTF-16 nor Windows-1252).",
        cause_id="Berkas bukan teks yang dapat dibaca (bukan UTF-8, UTF-16, atau Windows-1252).",
        action_en="Open it in a spreadsheet program and save it as CSV UTF-8 or XLSX.",
        action_id="Buka di program lembar kerja, lalu simpan sebagai CSV UTF-8 atau XLSX.",
    ),
    "E1006": fault_kind(
        cause_en='A quotation mark (") near here does not close, or stands in the middle of a quoted cell.',
        cause_id='Tanda kutip (") di sekitar baris ini tidak ditutup, atau berada di tengah sel berkutip.',
        action_en="Remove the mark, or save the table as XLSX.",
        action_id="Hapus tanda kutip itu, atau simpan tabel sebagai XLSX.",
    ),
    "E1007": fault_kind(
        cause_en="The XLSX file is damaged or cut short ({error}).",
        cause_id="Berkas XLSX rusak atau terpotong ({error}).",
        action_en="Open it in a spreadsheet program and save it again as XLSX, or fetch it again from its source.",
        action_id="Buka di program lembar kerja dan simpan ulang sebagai XLSX, atau ambil kembali dari sumbernya.",
    ),
    "E1008": fault_kind(
        cause_en="The file is protected by a password.",
        cause_id="Berkas dilindungi kata sandi.",
        action_en="Save a copy without the password and import that; delete the copy afterwards.",
        action_id="Simpan salinan tanpa kata sandi, impor salinan itu, lalu hapus salinannya.",
    ),
    "E1009": fault_kind(
        cause_en="The file has the old XLS format (or another format of that time).",
        cause_id="Berkas memakai format lama XLS (atau format lain seangkatannya).",
        action_en="Open it in a spreadsheet program and save it as XLSX.",
        action_id="Buka di program lembar kerja dan simpan sebagai XLSX.",
    ),
    "E1010": fault_kind(
        cause_en="The file holds {size} MB; at most {limit} MB are read.",
        cause_id="Berkas berisi {size} MB; paling banyak {limit} MB yang dibaca.",
        action_en="Check that it is the right file, or split it.",
        action_id="Pastikan berkasnya benar, atau pecah menjadi beberapa berkas.",
    ),
    "E1011": fault_kind(
        cause_en="The file is not UTF-8; it was read as Windows-1252.",
        cause_id="Berkas bukan UTF-8; dibaca sebagai Windows-1252.",
        action_en="If letters with accents look wrong, save it as CSV UTF-8 and import it again.",
        action_id="Jika huruf khusus tampak keliru, simpan sebagai CSV UTF-8 dan impor ulang.",
    ),
    "E1012": fault_kind(
        cause_en="Several sheets have such headings; only sheet number {sheet} was read.",
        cause_id="Beberapa lembar memiliki judul kolom seperti ini; hanya lembar nomor {sheet} yang dibaca.",
        action_en="Put all rows on one sheet if the others count too.",
        action_id="Satukan semua baris di satu lembar jika lembar lain juga berlaku.",
    ),
}

_HEADING: dict[str, FaultKind] = {
    "E1020": fault_kind(
        cause_en="No row of headings was found in the first rows; expected at least: {columns}.",
        cause_id="Baris judul kolom tidak ditemukan di baris-baris awal; minimal diperlukan: {columns}.",
        action_en="Write the headings into one row, one column each, as in the template.",
        action_id="Tulis judul kolom dalam satu baris, satu kolom satu judul, seperti pada templat.",
    ),
    "E1021": fault_kind(
        cause_en="The headings are merged cells or stand in two rows (column {letter}).",
        cause_id="Judul kolom berupa sel gabungan atau terdiri atas dua baris (kolom {letter}).",
        action_en="Unmerge the cells and write one heading above each column, in one row.",
        action_id="Pisahkan sel gabungan dan tulis satu judul di atas setiap kolom, dalam satu baris.",
    ),
    "E1022": fault_kind(
        cause_en="The column {heading} is there twice, in {first} and {second}.",
        cause_id="Kolom {heading} ada dua kali, di {first} dan {second}.",
        action_en="Delete or rename one of them.",
        action_id="Hapus atau ganti nama salah satunya.",
    ),
    "E1023": fault_kind(
        cause_en="The column {heading} (also: {aliases}) is missing; similar headings: {near}.",
        cause_id="Kolom {heading} (atau: {aliases}) tidak ada; judul yang mirip: {near}.",
        action_en="Add the column, or correct the heading.",
        action_id="Tambahkan kolom itu, atau perbaiki judulnya.",
    ),
    "E1024": fault_kind(
        cause_en="Column {letter} ({heading}) is not known and was left out, not stored; similar: {near}.",
        cause_id="Kolom {letter} ({heading}) tidak dikenal, dilewati, dan tidak disimpan; yang mirip: {near}.",
        action_en="Correct the heading if the column matters.",
        action_id="Perbaiki judulnya jika kolom itu diperlukan.",
    ),
    "E1025": fault_kind(
        cause_en="The headings were found in this row; {count} rows above were left out.",
        cause_id="Judul kolom ditemukan di baris ini; {count} baris di atasnya dilewati.",
        action_en="Nothing to do if these are titles.",
        action_id="Tidak perlu tindakan jika baris itu hanya judul tabel.",
    ),
    "E1026": fault_kind(
        cause_en="There is no row under the headings (the example row of the template does not count).",
        cause_id="Tidak ada baris data di bawah judul kolom (baris contoh dari templat tidak dihitung).",
        action_en="Fill in the table.",
        action_id="Isilah tabel.",
    ),
    "E1027": fault_kind(
        cause_en="The row has {count} cells, the headings only {expected}; from column {letter} on nothing belongs.",
        cause_id="Baris ini memiliki {count} sel, sedangkan judul hanya {expected}; mulai kolom {letter} seharusnya kosong.",
        action_en="Put cells that contain the separator in quotation marks, or clear the cells on the right.",
        action_id="Beri tanda kutip pada sel yang memuat tanda pemisah, atau kosongkan sel di sebelah kanan.",
    ),
    "E1028": fault_kind(
        cause_en="The example row of the template ({id}) was left out.",
        cause_id="Baris contoh dari templat ({id}) dilewati.",
        action_en="Nothing to do.",
        action_id="Tidak perlu tindakan.",
    ),
}

TABLE_FILE_FAULTS: dict[str, FaultKind] = {**_OPENING, **_HEADING}
