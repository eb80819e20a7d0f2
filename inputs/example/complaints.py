"""Rows of complaints.csv: open complaints of every category, with due days, skills and invented texts."""

import datetime as dt
from collections.abc import Collection

import numpy as np

from inputs.example.homes import Home
from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL

COLUMNS = (
    "id",
    "household",
    "village",
    "rt",
    "rw",
    "address",
    "latitude",
    "longitude",
    "received",
    "due",
    "category",
    "urgency",
    "status",
    "skills",
    "windows",
    "promised",
    "text",
)
Row = tuple[str, ...]

_SKILLS = {
    "CRM": "reskrim",
    "CRT": "reskrim",
    "PNP": "reskrim",
    "LLP": "lantas",
    "BLR": "lantas",
    "NRK": "intelkam",
    SPECIAL_REFERRAL: "ppa;polwan",
}
_TEXTS = {
    "CRM": "sepeda motor hilang dari halaman, minta saran pengamanan",
    "CRT": "pintu belakang pernah dicongkel, minta patroli malam",
    "NRK": "kekhawatiran tentang peredaran obat terlarang di sekitar lapangan",
    "MRS": "sering ada yang minum-minum di pos kosong",
    "TWR": "remaja berkumpul larut malam, dikhawatirkan tawuran",
    "BLR": "balap liar pada malam Minggu",
    "PNP": "menerima tagihan pinjaman daring yang tidak pernah diajukan",
    "JDI": "kekhawatiran tentang judi daring di lingkungan",
    "TTG": "perselisihan batas halaman, minta dimediasi",
    "UTG": "penagih utang datang berulang kali",
    "TMU": "rumah sewa sering berganti tamu tanpa lapor",
    "LLP": "parkir kendaraan menutup jalan pada jam pulang",
    "LPJ": "lampu jalan padam sejak beberapa minggu",
    "JLN": "jalan berlubang dan licin saat hujan",
    "SAL": "saluran tersumbat, air masuk ke halaman",
    "SMP": "tumpukan sampah tidak terangkut",
    "CTV": "kamera pos ronda tidak menyala",
    "PLY": "menanyakan kelanjutan laporan kehilangan",
    "LLN": "meminta penyuluhan keamanan lingkungan",
}
_PUBLIC = {"LPJ", "JLN", "SAL", "SMP", "CTV"}  # things in the street: followed up at a place, not at a door
_URGENT_SHARE = 0.2
_PROMISED_EVERY = 12
_DUE_GIVEN = 0.8


def complaint_rows(
    count: int, homes: list[Home], *, at_any_time: Collection[str], today: dt.date, rng: np.random.Generator
) -> list[Row]:
    """Open complaints; every category appears before one appears twice, two in sixty are special referrals.

    A visit is promised only at a door that may be gone to `at_any_time`: whether a team is on duty late is not known here.
    """
    num_referrals = max(1, round(count / 30))
    ordinary = [category for category in FIELD_OF if category != SPECIAL_REFERRAL]
    categories = [ordinary[i] for i in rng.permutation(len(ordinary))]
    wanted = [categories[i % len(categories)] for i in range(count - num_referrals)] + [SPECIAL_REFERRAL] * num_referrals
    urgent = set(rng.permutation(count)[: max(1, round(_URGENT_SHARE * count))].tolist())
    chosen = rng.choice(len(homes), size=count, replace=False).tolist()
    rows = [
        _row(i, wanted[i], homes[chosen[i]], is_urgent=i in urgent, today=today, rng=rng)
        for i in rng.permutation(count).tolist()
    ]
    door, promise = COLUMNS.index("household"), COLUMNS.index("promised")
    return [row if not row[door] or row[door] in at_any_time else (*row[:promise], "", *row[promise + 1 :]) for row in rows]


def _row(number: int, category: str, home: Home, *, is_urgent: bool, today: dt.date, rng: np.random.Generator) -> Row:
    allowed = 1 if is_urgent else 7
    received = today - dt.timedelta(days=int(rng.integers(0, allowed + 2)))
    due = (received + dt.timedelta(days=allowed)).isoformat() if rng.random() < _DUE_GIVEN else ""
    is_public = category in _PUBLIC
    return (
        f"CTH-K{number + 1:03d}",
        "" if is_public else home.id,
        home.village,
        home.rt,
        home.rw,
        f"Dekat {home.address}" if is_public else "",
        f"{home.latitude:.6f}" if is_public else "",
        f"{home.longitude:.6f}" if is_public else "",
        received.isoformat(),
        due,
        category,
        "mendesak" if is_urgent else "biasa",
        "open",
        _SKILLS.get(category, ""),
        "16:00-18:00" if number % 9 == 4 else "",
        "ya" if number % _PROMISED_EVERY == 3 and category != SPECIAL_REFERRAL else "",
        "" if category == SPECIAL_REFERRAL else f"DATA CONTOH: {_TEXTS[category]}",
    )
