"""The columns of each table: canonical English names, and the other spellings that headings may have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name
        Canonical name, a field of the row model.
    aliases
        Other headings, Indonesian first; capitals, spaces and punctuation do not count.
    is_required
        The table is refused without it.
    parts
        Fields that a cell holds together (`RT/RW`), in order; none: the field of its name.
    is_helping
        Not in our templates and never missed: read where a list has it.
    max_letters
        Longest cell.
    is_day
        Whether its cells are days.
    is_list
        Whether its cells may hold several entries, also a line each.
    """

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    parts: tuple[str, ...] = ()
    is_helping: bool = False
    max_letters: int = 500
    is_day: bool = False
    is_list: bool = False


LONGEST_TEXT = 32_767
"""Letters that a cell of a spreadsheet can hold."""

LONGEST_HEADING = 200
"""Letters of a heading that is looked at without its remarks."""

LONGEST_LINK = 2000
"""Letters of a link to a map."""

POSITIONS = ("position", "position2", "position3")
"""Columns that hold both coordinates, in the order of the table: it may have links beside Plus Codes."""

Known = Mapping[str, Column | None]
"""Accepted headings, as their keys, to the column; `None`: somebody said that it is none of ours."""


def heading_key(heading: str) -> str:
    """What counts of a heading: letters and digits, no capitals."""
    return "".join(char for char in heading.casefold() if char.isalnum())


_REMARK = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\*+)\s*")
_SHORT = re.compile(r"\b(?P<word>tgl|jml|kunj)\b\.?", re.IGNORECASE)
_WHOLE = {"tgl": "tanggal", "jml": "jumlah", "kunj": "kunjungan"}
"""Words that headings shorten."""


def column_of(heading: str, known: Known) -> Column | None:
    """The column that a heading names, also with a remark in brackets or stars, or words shortened: `Alamat *`, `Tgl Kunj`."""
    spellings = [heading]
    if len(heading) <= LONGEST_HEADING:
        plain = _REMARK.sub(" ", heading)
        spellings += [plain, _SHORT.sub(lambda found: f" {_WHOLE[found['word'].casefold()]} ", plain)]
    return next((known[key] for key in map(heading_key, spellings) if key in known), None)


def column_by_key(columns: tuple[Column, ...]) -> Known:
    """Every accepted heading of a table, as its key, to the column."""
    return {heading_key(spelling): column for column in columns for spelling in (column.name, *column.aliases)}


def _place_columns(*, is_village_required: bool) -> tuple[Column, ...]:
    return (
        Column(
            name="village",
            aliases=(
                *("desa", "kelurahan", "desa/kelurahan", "kelurahan/desa", "desa/kel", "kel/desa", "nama desa", "kode desa"),
                *("ds/kel", "kel/ds", "ds", "nama desa/kelurahan", "nama kelurahan", "nm desa"),
            ),
            is_required=is_village_required,
        ),
        Column(name="rt", aliases=("no rt", "nomor rt")),
        Column(name="rw", aliases=("no rw", "nomor rw")),
        Column(
            name="address",
            aliases=("alamat", "alamat lengkap", "detail alamat", "jalan", "alamat rumah", "almt"),
            max_letters=2000,
        ),
        Column(name="landmark", aliases=("patokan", "ciri", "ciri rumah", "penanda")),
        Column(
            name="latitude",
            aliases=("lat", "lintang", "garis lintang", "northing", "utm y", "y utm", "koordinat y", "koordinat lintang", "y"),
            max_letters=LONGEST_LINK,
        ),
        Column(
            name="longitude",
            aliases=(
                "lon",
                "lng",
                "long",
                "bujur",
                "garis bujur",
                "easting",
                "utm x",
                "x utm",
                "koordinat x",
                "x",
                "koordinat bujur",
            ),
            max_letters=LONGEST_LINK,
        ),
    )


def _id(*aliases: str) -> Column:
    return Column(name="id", aliases=("kode", *aliases), is_required=True)


TOGETHER = (
    Column(
        name="rt_rw", aliases=("rt/rw", "rt-rw", "rt dan rw", "no rt/rw", "nomor rt/rw"), parts=("rt", "rw"), is_helping=True
    ),
    Column(name="rw_rt", aliases=("rw/rt", "rw dan rt"), parts=("rw", "rt"), is_helping=True),
    Column(
        name="position",
        aliases=(
            *(
                "koordinat",
                "koordinat rumah",
                "titik koordinat",
                "koordinat lokasi",
                "titik lokasi",
                "lat long",
                "lat lon",
                "latitude longitude",
            ),
            *("lintang bujur", "lintang dan bujur", "gps", "titik gps", "koordinat gps", "plus code", "kode plus", "shareloc"),
            *("share lokasi", "google maps", "google map", "link maps", "link google maps", "link lokasi", "link peta", "maps"),
        ),
        parts=("latitude", "longitude"),
        is_helping=True,
        max_letters=LONGEST_LINK,
    ),
    Column(name="zone", aliases=("zona", "zona utm", "utm zone", "utm zona"), is_helping=True),
)
"""Columns that hold two fields together, RT and RW or both coordinates, and the zone of UTM coordinates."""
NUMBERS = (
    Column(
        name="house_number",
        aliases=("no rumah", "no rmh", "nomor rumah", "nomor bangunan", "blok/no", "blok/nomor", "alamat no", "alamat nomor"),
        is_helping=True,
    ),
    Column(name="number", aliases=("no", "no urut", "nomor", "nomor urut", "urut"), is_helping=True),
)
"""What an id is made with where a list has none."""

WINDOWS = Column(name="windows", aliases=("jam kunjungan", "waktu kunjungan", "jam", "jam bisa dikunjungi"), is_list=True)
SKILLS = Column(name="skills", aliases=("keahlian", "kemampuan", "kualifikasi"), is_list=True)

HOUSEHOLD_COLUMNS = (
    _id("id rumah", "id kk", "id rumah tangga", "kode rumah", "household", "household id"),
    *_place_columns(is_village_required=True),
    Column(
        name="head_name",
        aliases=(
            *("nama kk", "nama kepala keluarga", "kepala keluarga", "nama", "head of household"),
            *("nm kk", "nama kepala kel"),
        ),
    ),
    Column(
        name="last_visit",
        aliases=(
            "kunjungan terakhir",
            "tanggal kunjungan terakhir",
            "terakhir dikunjungi",
            "tanggal terakhir dikunjungi",
            "tanggal kunjungan",
            "tanggal dikunjungi",
        ),
        is_day=True,
    ),
    Column(name="attempts", aliases=("percobaan", "jumlah percobaan", "num attempts")),
    Column(name="last_slot", aliases=("slot terakhir", "shift terakhir", "waktu terakhir")),
    WINDOWS,
    Column(name="do_not_visit", aliases=("jangan dikunjungi", "tidak mau dikunjungi", "menolak dikunjungi")),
)

TEAM_COLUMNS = (
    _id("id tim", "tim", "team", "kode tim"),
    Column(name="unit", aliases=("satuan", "fungsi", "unit fungsi"), is_required=True),
    Column(name="leader", aliases=("katim", "ketua", "ketua tim", "kepala tim"), is_required=True, is_list=True),
    Column(
        name="members",
        aliases=("anggota", "anggota tim", "member", "anggota 1", "nama anggota"),
        max_letters=5000,
        is_list=True,
    ),
    SKILLS,
    Column(name="mode", aliases=("kendaraan", "moda", "profile", "profil")),
    Column(name="shifts", aliases=("shift", "giliran tugas", "giliran", "jadwal", "regu jaga"), is_list=True),
    Column(name="village", aliases=("desa binaan", "desa", "kelurahan", "kode desa")),
    Column(name="days", aliases=("hari", "hari dinas", "weekdays"), is_list=True),
    Column(name="max_visits", aliases=("maks kunjungan", "kunjungan maksimal", "batas kunjungan")),
)

MORE_MEMBERS = tuple(
    Column(name=f"members{number}", aliases=(f"anggota {number}",), is_helping=True, max_letters=5000, is_list=True)
    for number in range(2, 7)
)
"""Columns of lists that give each member one."""

COMPLAINT_COLUMNS = (
    _id("id keluhan", "no keluhan", "nomor keluhan", "kode keluhan"),
    Column(name="household", aliases=("id rumah", "id kk", "rumah", "household id")),
    *_place_columns(is_village_required=False),
    Column(
        name="received",
        aliases=("diterima", "tanggal diterima", "tanggal", "tgl diterima", "tgl"),
        is_day=True,
        is_required=True,
    ),
    Column(name="due", aliases=("tenggat", "batas waktu", "jatuh tempo"), is_day=True),
    Column(name="category", aliases=("kategori", "kode kategori"), is_required=True),
    Column(name="urgency", aliases=("urgensi", "tingkat", "tingkat urgensi")),
    Column(name="status", aliases=("keadaan",)),
    SKILLS,
    WINDOWS,
    Column(name="promised", aliases=("dijanjikan", "janji", "required")),
    Column(name="text", aliases=("uraian", "isi", "isi keluhan", "keluhan"), max_letters=LONGEST_TEXT),
)

FACILITY_COLUMNS = (
    _id("id fasilitas", "kode fasilitas"),
    Column(name="kind", aliases=("jenis", "jenis fasilitas"), is_required=True),
    Column(name="name", aliases=("nama", "nama fasilitas"), is_required=True),
    *_place_columns(is_village_required=True),
    Column(
        name="last_inspection",
        aliases=(
            "pemeriksaan terakhir",
            "tanggal pemeriksaan terakhir",
            "terakhir diperiksa",
            "tanggal terakhir diperiksa",
            "tanggal pemeriksaan",
            "tanggal diperiksa",
        ),
        is_day=True,
    ),
    Column(name="condition", aliases=("kondisi",)),
)
