"""What the templates call a column, for files that are made and for messages about files that are read."""

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "id": "Kode",
        "village": "Desa/Kelurahan",
        "rt": "RT",
        "rw": "RW",
        "address": "Alamat",
        "landmark": "Patokan",
        "latitude": "Lintang",
        "longitude": "Bujur",
        "head_name": "Kepala keluarga",
        "last_visit": "Kunjungan terakhir",
        "attempts": "Percobaan",
        "last_slot": "Waktu terakhir",
        "windows": "Jam kunjungan",
        "do_not_visit": "Tidak mau dikunjungi",
        "unit": "Satuan",
        "leader": "Ketua tim",
        "members": "Anggota",
        "skills": "Keahlian",
        "mode": "Kendaraan",
        "shifts": "Giliran tugas",
        "days": "Hari dinas",
        "max_visits": "Batas kunjungan",
        "household": "ID rumah",
        "received": "Tanggal diterima",
        "due": "Tenggat",
        "category": "Kategori",
        "urgency": "Urgensi",
        "status": "Keadaan",
        "promised": "Dijanjikan",
        "text": "Uraian",
        "kind": "Jenis fasilitas",
        "name": "Nama fasilitas",
        "last_inspection": "Pemeriksaan terakhir",
        "condition": "Kondisi",
    }
)
"""What a column is called in the templates: one of the headings by which it is known."""


def as_in_template(name: str) -> str:
    """A column by its heading in the template, then as the program calls it: `Satuan (unit)`."""
    heading = HEADINGS.get(name, name)
    return name if heading.lower() == name else f"{heading} ({name})"
