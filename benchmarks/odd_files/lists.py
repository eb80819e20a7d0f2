"""Household lists and the other tables: laid out as villages keep them, then perhaps broken.

A list that is odd and not broken has to come in as it was meant, each home with its place and its day. Of a broken one that
comes in all the same, the homes that nobody touched have to be right, and no row may be lost.
"""

import datetime as dt
import random
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.odd_files.garbling import garbage, garbled_bytes
from benchmarks.odd_files.judging import Wrong, said_by
from benchmarks.odd_files.table_files import Rows, table_bytes

Cells = dict[str, str]
VILLAGE, CODE = "Balaraja", "36.03.01.1001"
_SQUARE = "[[106.40,-6.25],[106.50,-6.25],[106.50,-6.15],[106.40,-6.15],[106.40,-6.25]]"
OUTLINE = (
    '{"type":"FeatureCollection","features":[{"type":"Feature",'
    f'"properties":{{"code":"{CODE}","name":"{VILLAGE}"}},"geometry":{{"type":"Polygon","coordinates":[{_SQUARE}]}}}}]}}'
)
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "Kode Rumah", "ID KK", "KODE"),
    "head_name": ("Nama KK", "NAMA KEPALA KELUARGA", "nama", "Kepala Keluarga"),
    "village": ("Desa", "KELURAHAN", "Desa/Kelurahan", "village"),
    "rt": ("RT", "No RT", "rt"),
    "rw": ("RW", "Nomor RW", "rw"),
    "address": ("Alamat", "ALAMAT LENGKAP", "jalan"),
    "latitude": ("Lintang", "lat", "LATITUDE", "Garis Lintang"),
    "longitude": ("Bujur", "lon", "Longitude", "LNG"),
    "last_visit": ("Kunjungan Terakhir", "Terakhir dikunjungi", "last_visit"),
    "no": ("NO", "No. Urut"),
    "nik": ("NIK", "Agama", "Keterangan"),
    "both": ("RT/RW", "RT / RW", "No RT/RW"),
    "pair": ("Koordinat", "Titik Koordinat", "GPS", "maps"),
}
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
FORMS = ("csv", "csv", "xlsx", "ods")

Spelling = Callable[[float], str]
LATITUDES: tuple[Spelling, ...] = (
    lambda at: f"{at:.6f}",
    lambda at: f"{at:.6f}".replace(".", ","),
    lambda at: f"{-at:.6f} LS",
    lambda at: _dms(at) + '"S',
    lambda at: f"{-at:.6f}".replace(".", ",") + " LS",
    lambda at: _dms(at) + '" LS',
    lambda at: f"{at:.6f}°",
)
LONGITUDES: tuple[Spelling, ...] = (
    lambda at: f"{at:.6f}",
    lambda at: f"{at:.6f}".replace(".", ","),
    lambda at: f"{at:.6f} BT",
    lambda at: _dms(at) + '"E',
    lambda at: f"{at:.6f}".replace(".", ",") + " BT",
    lambda at: _dms(at) + '" BT',
    lambda at: f"{at:.6f}°",
)
PAIRS: tuple[Callable[[float, float], str], ...] = (
    lambda lat, lon: f"{lat:.6f}, {lon:.6f}",
    lambda lat, lon: f"{-lat:.6f} LS {lon:.6f} BT",
    lambda lat, lon: f"https://www.google.com/maps?q={lat:.6f},{lon:.6f}",
    lambda lat, lon: f'{_dms(lat)}"S {_dms(lon)}"E',
)
DAYS: tuple[Callable[[dt.date], str], ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day:%d-%m-%Y} 14.05 WIB",
    lambda day: str((day - dt.date(1899, 12, 30)).days),
    lambda day: f"{day:%d %b %Y}",
    lambda day: f"{day:%Y-%m-%d}T07:05:00Z",
)
BOTH: tuple[Callable[[str, str], str], ...] = (
    lambda rt, rw: f"{rt}/{rw}",
    lambda rt, rw: f"RT {rt} RW {rw}",
    lambda rt, rw: f"00{int(rt)}/00{int(rw)}",
    lambda rt, rw: f"RT.{rt}/RW.{rw}",
)


def _dms(degrees: float) -> str:
    seconds = round(abs(degrees) * 3600, 1)
    return f"{int(seconds // 3600)}°{int(seconds % 3600 // 60)}'{seconds % 60:.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What a row of the list means."""

    id: str
    rt: str
    rw: str
    latitude: float
    longitude: float
    last_visit: dt.date | None

    def is_kept_as(self, row: Mapping[str, object], *, has_days: bool) -> bool:
        """Whether the ledger holds it as it was meant."""
        place = (float(str(row["latitude"])) - self.latitude, float(str(row["longitude"])) - self.longitude)
        is_day = not has_days or row["base_last_visit"] == (self.last_visit.isoformat() if self.last_visit else None)
        return (row["village"], row["rt"], row["rw"]) == (CODE, self.rt, self.rw) and max(map(abs, place)) < 3e-5 and is_day


def make_workspace(folder: Path) -> Path:
    """A station with one village; its empty ledger is kept to begin each file anew."""
    said_by("init", str(folder))
    settings = folder / "dds.toml"
    text = settings.read_text(encoding="utf-8").replace('outline = ""', 'outline = "desa.geojson"')
    text = text.replace("# latitude = -6.2000", "latitude = -6.1941").replace("# longitude = 106.4500", "longitude = 106.4522")
    settings.write_text(text, encoding="utf-8")
    (folder / "desa.geojson").write_text(OUTLINE, encoding="utf-8")
    return folder


def kept(workspace: Path, table: str) -> dict[str, dict[str, object]]:
    """Rows of a table of the ledger, by id."""
    with sqlite3.connect(workspace / "ledger.sqlite") as ledger:
        ledger.row_factory = sqlite3.Row
        rows = ledger.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 (a name of ours)
    ledger.close()
    return {row["id"]: dict(row) for row in rows}


def household_variant(rng: random.Random, workspace: Path) -> tuple[str, ...]:
    """A list of homes, laid out in some way, one in two broken."""
    homes = [_home(rng, number) for number in range(rng.randint(2, 9))]
    columns, rows = _cells(homes, rng)
    touched = _touched(rows, columns, rng) if rng.random() < 0.4 else set()
    form = rng.choice(FORMS)
    content = table_bytes(_laid_out(columns, rows, rng, is_alone=form == "csv"), form, rng)
    is_garbled = rng.random() < 0.15
    if is_garbled:
        content = garbled_bytes(content, rng)
    said, found = _imported(workspace, "households", content, form)
    if is_garbled:
        return said
    if said:
        if not touched:
            raise Wrong(f"an odd list refused: {said}")
        return said
    if len(found) != len(homes):
        raise Wrong(f"{len(found)} of {len(homes)} homes came in")
    for number, home in enumerate(homes):
        row = found.get(home.id)
        if number not in touched and (row is None or not home.is_kept_as(row, has_days="last_visit" in columns)):
            raise Wrong(f"{home} came in as {row}")
    return ()


def _home(rng: random.Random, number: int) -> Home:
    day = dt.date(2025, rng.randint(1, 12), rng.randint(13, 28)) if rng.random() < 0.8 else None
    return Home(
        id=f"BLR-{number:03}",
        rt=f"0{rng.randint(1, 3)}",
        rw=f"0{rng.randint(1, 2)}",
        latitude=round(-6.19 - number / 1000, 6),
        longitude=round(106.45 + number / 1000, 6),
        last_visit=day,
    )


def _cells(homes: list[Home], rng: random.Random) -> tuple[list[str], list[Cells]]:
    """The columns of the list, and the cells of each home in one spelling a column."""
    latitude, longitude, day, both = (rng.choice(spellings) for spellings in (LATITUDES, LONGITUDES, DAYS, BOTH))
    pair = rng.choice(PAIRS) if rng.random() < 0.25 else None
    is_joined = rng.random() < 0.3
    columns = ["id", "head_name", "village", *(["both"] if is_joined else ["rt", "rw"]), "address"]
    columns += [rng.choice(("latitude", "pair"))] if pair else ["latitude", "longitude"]
    columns += [name for name in ("last_visit", "nik") if rng.random() < 0.6]
    if rng.random() < 0.3:
        rng.shuffle(columns)
    if rng.random() < 0.4:
        columns.insert(0, "no")
    rows = []
    for number, home in enumerate(homes, 1):
        where = pair(home.latitude, home.longitude) if pair else latitude(home.latitude)
        spelt = rng.choice((home.rt, str(int(home.rt)), f"RT {home.rt}", f"0{home.rt}"))
        rows.append(
            {
                "id": home.id,
                "head_name": f"WARGA CONTOH {number}",
                "village": VILLAGE,
                "rt": spelt,
                "rw": home.rw,
                "both": both(home.rt, home.rw),
                "address": f"Kp. Contoh No. {number}",
                "latitude": where,
                "pair": where,
                "longitude": longitude(home.longitude),
                "last_visit": day(home.last_visit) if home.last_visit else "",
                "no": str(number),
                "nik": "x",
            }
        )
    return columns, rows


def _touched(rows: list[Cells], columns: list[str], rng: random.Random) -> set[int]:
    """Put something else into some cells; which homes were touched."""
    touched = {rng.randrange(len(rows)) for _ in range(rng.choice((1, 1, 2)))}
    for number in touched:
        rows[number][rng.choice(columns)] = garbage(rng)
    return touched


def _laid_out(columns: list[str], rows: list[Cells], rng: random.Random, *, is_alone: bool) -> dict[str, Rows]:
    """The list with what people put around its rows, or a sheet for each RT."""
    head = [rng.choice(HEADINGS[name]) for name in columns]
    body = [[row[name] for name in columns] for row in rows]
    if not is_alone and len(body) > 3 and rng.random() < 0.25:
        cut = len(body) // 2
        return {"RT 01": [head, *body[:cut]], "RT 02": [head, *body[cut:]]}
    above: list[list[str]] = [["DAFTAR KEPALA KELUARGA DESA BALARAJA"], []] if rng.random() < 0.3 else []
    numbers = [[str(at + 1) for at in range(len(head))]] if rng.random() < 0.2 else []
    if rng.random() < 0.2:
        body.insert(rng.randint(0, len(body)), ["RT 01 / RW 02"])
    if rng.random() < 0.15:
        body.insert(rng.randint(1, len(body)), head)
    if rng.random() < 0.2:
        body.append(["JUMLAH", *[""] * (len(head) - 2), str(len(rows))])
    if rng.random() < 0.2:
        body += [["", "", "Mengetahui,"], ["", "", "Kepala Desa Balaraja"], ["", "", "( CONTOH )"]]
    return {"Data": [*above, head, *numbers, *body]}


def _imported(workspace: Path, kind: str, content: bytes, form: str) -> tuple[tuple[str, ...], dict[str, dict[str, object]]]:
    """Import a table into an empty ledger; the codes that refused it, or what came in."""
    shutil.copy(workspace / "empty.sqlite", workspace / "ledger.sqlite")
    before = kept(workspace, kind)
    path = workspace.parent / f"list.{form}"
    path.write_bytes(content)
    said = said_by("--workspace", str(workspace), "--json", "import", kind, str(path))
    found = kept(workspace, kind)
    if said.exit_code and found != before:
        raise Wrong("refused, and something came in")
    return (said.codes if said.exit_code else ()), found


OTHERS: Mapping[str, list[list[str]]] = {
    "teams": [
        ["Tim", "Satuan", "Ketua Tim", "Anggota", "Kendaraan", "Shift", "Desa Binaan", "Hari", "keahlian", "maks kunjungan"],
        *(
            [
                f"T{n}",
                "Binmas",
                f"Aipda BUDI CONTOH – 8001020{n}",
                f"Bripda SITI CONTOH/9901020{n}",
                "motor",
                "hari",
                "",
                "Senin s/d Jum'at",
                "polwan;ppa",
                "9",
            ]
            for n in range(4)
        ),
    ],
    "complaints": [
        [
            "No Keluhan",
            "ID Rumah",
            "Desa",
            "RT",
            "RW",
            "Lintang",
            "Bujur",
            "Tanggal",
            "Kategori",
            "Urgensi",
            "Status",
            "Isi",
            "jam",
        ],
        *(
            [f"K{n}", "", "Balaraja", "1", "2", "-6.1941", "106.4551", f"{13 + n}/03/2025", word, "biasa", "terbuka", "x", ""]
            for n, word in enumerate(("LPJ", "Lampu jalan padam", "Sampah menumpuk", "CRM"))
        ),
    ],
    "facilities": [
        ["Kode", "Jenis", "Nama", "Desa", "RT", "RW", "Alamat", "Lintang", "Bujur", "Pemeriksaan terakhir", "Kondisi"],
        *(
            [f"F{n}", "LPJ", "Lampu", "Balaraja", "1", "2", "x", "-6.1941", "106.4551", f"{13 + n}/03/2025", "baik"]
            for n in range(4)
        ),
    ],
}


def other_variant(rng: random.Random, workspace: Path) -> tuple[str, ...]:
    """Teams, complaints or facilities with cells exchanged, gone, doubled or garbled."""
    kind = rng.choice(list(OTHERS))
    rows = [list(row) for row in OTHERS[kind]]
    is_touched = rng.random() < 0.8
    for _ in range(rng.randint(1, 4) if is_touched else 0):
        row = rng.choice(rows)
        at = rng.randrange(len(row))
        choice = rng.randrange(5)
        if choice < 3:
            row[at] = garbage(rng)
        elif choice == 3:
            row.insert(at, garbage(rng))
        else:
            rows.insert(rng.randrange(len(rows)), list(row))
    form = rng.choice(FORMS)
    content = table_bytes({"Data": rows}, form, rng)
    if is_garbled := rng.random() < 0.15:
        content = garbled_bytes(content, rng)
    said, found = _imported(workspace, kind, content, form)
    if not (is_touched or is_garbled) and (said or len(found) != len(rows) - 1):
        raise Wrong(f"whole {kind} gave {said} and {len(found)} records")
    return said
