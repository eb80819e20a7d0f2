"""Words of the table templates: an example row, choices of the drop-downs, what each column means. All DATA CONTOH."""

from types import MappingProxyType

from inputs.tables.complaints import CATEGORIES
from inputs.tables.facilities import KINDS
from inputs.tables.table import EXAMPLE_ID
from inputs.tables.teams import UNITS

_HOME = {
    "id": EXAMPLE_ID,
    "village": "Balaraja",
    "rt": "05",
    "rw": "08",
    "address": "Gang Contoh No. 1 (DATA CONTOH)",
    "landmark": "dekat warung contoh",
    "latitude": "-6,191910",
    "longitude": "106,456511",
}

EXAMPLES = MappingProxyType(
    {
        "households": {
            **_HOME,
            "head_name": "WARGA CONTOH",
            "last_visit": "26/08/2025",
            "attempts": "1",
            "last_slot": "pagi",
            "windows": "16:00-18:00",
            "do_not_visit": "tidak",
        },
        "teams": {
            "id": EXAMPLE_ID,
            "unit": "Binmas",
            "leader": "Aipda KATIM CONTOH – 00000001",
            "members": "Bripda ANGGOTA CONTOH – 00000002",
            "skills": "polwan;ppa",
            "mode": "motor",
            "shifts": "hari",
            "village": "Balaraja",
            "days": "Sen-Jum",
            "max_visits": "18",
        },
        "complaints": {
            "id": EXAMPLE_ID,
            "household": "H000001",
            "received": "26/08/2025",
            "due": "",
            "category": "LPJ",
            "urgency": "biasa",
            "status": "terbuka",
            "skills": "",
            "windows": "",
            "promised": "tidak",
            "text": "Lampu jalan padam (DATA CONTOH)",
        },
        "facilities": {
            **_HOME,
            "kind": "LPJ",
            "name": "Lampu jalan contoh (DATA CONTOH)",
            "last_inspection": "26/08/2025",
            "condition": "baik",
        },
    }
)
"""Example row of each template; its id keeps it from being imported."""

CHOICES = MappingProxyType(
    {
        ("", "do_not_visit"): ("ya", "tidak"),
        ("", "promised"): ("ya", "tidak"),
        ("", "unit"): tuple(UNITS.values()),
        ("", "mode"): ("motor", "jalan kaki", "mobil"),
        ("", "category"): tuple(CATEGORIES.values()),
        ("", "urgency"): ("mendesak", "biasa"),
        ("", "status"): ("terbuka", "terjawab", "dirujuk", "tertutup"),
        ("", "kind"): tuple(KINDS.values()),
        ("", "condition"): ("baik", "rusak ringan", "rusak berat", "tidak ada"),
    }
)
"""(template or empty for all, column) to the values of its drop-down."""

LEADS = MappingProxyType(
    {
        "households": "Daftar rumah (households) – DATA CONTOH pada baris contoh",
        "teams": "Daftar tim (teams) – DATA CONTOH pada baris contoh",
        "complaints": "Daftar keluhan (complaints) – DATA CONTOH pada baris contoh",
        "facilities": "Daftar fasilitas umum (facilities) – DATA CONTOH pada baris contoh",
    }
)

INSTRUCTIONS = (
    "Isi lembar Data, satu baris untuk satu catatan.",
    f"Baris contoh (id {EXAMPLE_ID}) boleh dihapus; baris itu tidak pernah diimpor.",
    "Judul kolom cukup satu baris; jangan menggabungkan sel. Urutan kolom bebas. Kolom lain dilewati dan tidak disimpan.",
    "Tanggal: hari lebih dahulu, misalnya 26/08/2025 atau 26 Agustus 2025. Koordinat: derajat desimal, misalnya -6,191910.",
    "Jangan menulis NIK, agama, suku, nomor telepon, atau data anak. Kasus RJK: jangan menulis uraian.",
    "Mengimpor ulang berkas yang sama memperbarui catatan menurut id.",
)

MEANINGS = MappingProxyType(
    {
        "id": "kode tetap catatan ini, tanpa spasi, misalnya H000123",
        "village": "nama atau kode desa/kelurahan; untuk tim: desa binaan",
        "rt": "nomor RT, misalnya 05",
        "rw": "nomor RW, misalnya 08",
        "address": "alamat singkat",
        "landmark": "patokan",
        "latitude": "lintang, derajat desimal; rumah tanpa koordinat memakai titik tengah RT-nya",
        "longitude": "bujur, derajat desimal",
        "head_name": "nama singkat kepala keluarga",
        "last_visit": "tanggal kunjungan terakhir yang berhasil; kosong = belum pernah",
        "attempts": "jumlah percobaan sejak kunjungan berhasil terakhir",
        "last_slot": "giliran tugas percobaan terakhir, misalnya pagi",
        "windows": "jam boleh dikunjungi, misalnya 08:00-10:00;16:00-18:00; kosong = kapan saja",
        "do_not_visit": "ya = warga tidak ingin dikunjungi; alasan tidak dicatat",
        "unit": "satuan: " + ", ".join(UNITS.values()),
        "leader": "katim: pangkat, nama, NRP 8 angka",
        "members": "anggota, dipisah titik koma",
        "skills": "keahlian, dipisah titik koma: polwan;ppa;reskrim;lantas;intelkam",
        "mode": "motor, jalan kaki, atau mobil",
        "shifts": "nama giliran tugas dari dds.toml, dipisah titik koma; kosong = giliran tugas bawaan",
        "days": "hari dinas, misalnya Sen-Jum atau Sen;Rab; kosong = setiap hari",
        "max_visits": "kunjungan terbanyak per giliran tugas; kosong = sesuai dds.toml",
        "household": "id rumah tempat tindak lanjut; kosong = isi desa dan koordinat",
        "received": "tanggal keluhan diterima",
        "due": "tenggat; kosong = dihitung dari dds.toml",
        "category": "kode kategori; RJK = rujukan khusus Unit PPA, tanpa uraian",
        "urgency": "mendesak atau biasa",
        "status": "terbuka, terjawab, dirujuk, atau tertutup",
        "promised": "ya = tindak lanjut sudah dijanjikan kepada warga",
        "text": "uraian keluhan; tidak pernah dicetak",
        "kind": "LPJ lampu jalan, JLN jalan/jembatan, SAL saluran, SMP sampah, CTV kamera/portal/pos, LLN lainnya",
        "name": "nama fasilitas",
        "last_inspection": "tanggal pemeriksaan terakhir; kosong = belum pernah",
        "condition": "baik, rusak ringan, rusak berat, atau tidak ada",
    }
)
"""What a column means, for comments and the instruction sheet."""
