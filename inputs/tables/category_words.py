"""Categories of complaints and kinds of facilities by the words that people and public desks write for them."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from inputs.tables.cells import CACHE_SIZE, cell_error
from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.domain.masking import misspelt, shown_choice

_WORDS = {
    "CRM": ("curanmor", "ranmor"),
    "CRT": (
        *(
            "pencurian",
            "maling",
            "kemalingan",
            "pencurian dengan kekerasan",
            "kecurian",
            "pembobolan",
            "bobol",
            "curat",
            "curas",
        ),
        *("burglary", "break-in", "theft"),
    ),
    "NRK": ("narkoba", "narkotika", "sabu", "obat terlarang", "drugs", "drug"),
    "MRS": ("miras", "minuman keras", "mabuk", "mabuk-mabukan", "pemabuk", "alcohol", "drinking"),
    "TWR": ("tawuran", "tawur", "perkelahian", "gang fight", "gang fights"),
    "BLR": ("balap liar", "balapan liar", "balap motor", "balapan motor", "balapan", "street racing"),
    "PNP": ("penipuan", "pinjol", "pinjaman online", "online loan", "online loans", "fraud", "scam"),
    "JDI": ("judi", "perjudian", "judi online", "gambling"),
    "TTG": ("tetangga", "perselisihan", "cekcok", "kebisingan", "bising", "noise", "neighbour", "neighbours", "neighbor"),
    "UTG": ("penagih utang", "penagih hutang", "utang", "hutang", "debt collector", "debt collectors", "mata elang"),
    "TMU": ("tamu", "orang asing", "orang tidak dikenal", "orang mencurigakan", "pendatang", "stranger", "strangers"),
    "LLP": (
        "parkir",
        "parkir liar",
        "lalu lintas",
        "kemacetan",
        "macet",
        "lalin",
        "knalpot",
        "knalpot brong",
        "knalpot bising",
        "parking",
        "illegal parking",
        "traffic",
    ),
    "LPJ": (
        *("lampu jalan", "pju", "lpju", "lampu", "penerangan jalan", "lampu penerangan jalan", "street light", "street lights"),
        *("street light outage", "street light outages", "streetlight", "streetlights", "street lamp"),
    ),
    "JLN": (
        *("jalan rusak", "jembatan", "trotoar", "jalan berlubang", "jalan", "pothole", "potholes", "road", "roads", "bridge"),
        *("sidewalk", "pavement", "road repair"),
    ),
    "SAL": (
        "saluran",
        "selokan",
        "drainase",
        "got",
        "banjir",
        "genangan",
        "gorong-gorong",
        "drain",
        "flood",
        "flooding",
        "sewer",
    ),
    "SMP": ("sampah", "tumpukan sampah", "rubbish", "trash", "garbage", "waste", "litter", "illegal dumping"),
    "CTV": ("cctv", "pos ronda", "portal", "kamera", "pos kamling", "poskamling", "camera", "guard post"),
    "PLY": ("pelayanan polisi", "pelayanan kepolisian", "skck", "police service"),
    "LLN": ("lainnya", "lain-lain", "lain lain", "other", "others"),
    SPECIAL_REFERRAL: (
        *("kdrt", "kekerasan", "kekerasan dalam rumah tangga", "pelecehan", "pencabulan", "dicabuli", "perkosaan"),
        *("pemerkosaan", "diperkosa", "asusila", "anak", "penculikan", "bunuh diri", "tppo", "kidnapping", "suicide"),
        *("perdagangan orang", "domestic violence", "sexual", "rape", "child", "children", "rujukan khusus"),
    ),
}
_CODE_OF = {word: code for code, words in _WORDS.items() for word in words}
_WEAK = frozenset({"jalan", "road", "roads"})
"""Words that stand beside those of other categories too: `lampu mati di jalan`."""
_MAX_LETTERS = 80
_MEANT = 2
"""Words by which a code is explained: the first of its own."""

_VEHICLE = r"(?:sepeda motor|motor|mobil|kendaraan|truk|roda (?:dua|empat)|motorcycles?|motorbikes?|cars?|vehicles?)"
_STOLEN = re.compile(
    rf"\b(?:pencurian|maling|kemalingan|mencuri|curi|kecurian|kehilangan|stolen|theft of(?: an?)?)(?: unit)? {_VEHICLE}\b"
    rf"|\b{_VEHICLE}(?: (?:warga|bermotor|milik warga))?(?: yang)? (?:hilang|dicuri|dimaling|kecurian|raib|thefts?|stolen)\b"
)
"""A theft beside what was stolen: a vehicle; `pencurian spion motor` is none."""
_VEHICLE_THEFT = "CRM"
_DENIED = re.compile(r"\b(?:bukan|non|not)\b")
"""`bukan pencurian` names no category, where `lampu jalan tidak menyala` and `tanpa lampu jalan` do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A code, and the word that it was taken from; empty where the code itself was written."""

    code: str
    word: str = ""


def category_of(codes: Collection[str] = tuple(FIELD_OF)) -> Callable[[str], Category]:
    """The reader of a column of codes that may hold words instead."""
    by_key = {code.casefold(): code for code in sorted(codes)}

    @lru_cache(CACHE_SIZE)
    def read(cell: str) -> Category:
        if (code := by_key.get(cell.casefold())) is not None:
            return Category(code=code)
        found = _by_words(cell, codes) if len(cell) <= _MAX_LETTERS else None
        if found is None or found.code not in codes:
            raise cell_error("E1110", cell=shown_choice(cell, by_key), choices=_choices(cell, by_key.values()))
        return found

    return read


def _choices(cell: str, codes: Iterable[str]) -> str:
    """All codes, each with what it means: nobody knows codes by heart; first those of whose words the cell is a misspelling."""
    known = list(codes)
    code_of = {word: code for code in known for word in (*_WORDS.get(code, ()), code)}
    near = dict.fromkeys(code_of[word] for word in misspelt(cell, code_of))
    listed = dict.fromkeys((*near, *known))
    return ", ".join(f"{code} ({'/'.join(_WORDS[code][:_MEANT])})" if code in _WORDS else code for code in listed)


def _by_words(cell: str, codes: Collection[str]) -> Category | None:
    """The one category whose words the cell holds; a word of the special referral wins, two categories are a fault."""
    text = " ".join(re.findall(r"[^\W_]+", cell.casefold()))
    if _DENIED.search(text):
        return None
    held = {word: code for word, code in _CODE_OF.items() if re.search(rf"\b{re.escape(word.replace('-', ' '))}\b", text)}
    if stolen := _STOLEN.search(text):
        held[stolen.group()] = _VEHICLE_THEFT
    # `pencurian motor` is no `pencurian`, `lampu jalan` no `jalan`.
    held = {word: code for word, code in held.items() if not any(word != other and word in other for other in held)}
    held = {word: code for word, code in held.items() if word not in _WEAK} or held
    found = set(held.values())
    if SPECIAL_REFERRAL in found:
        found = {SPECIAL_REFERRAL}
    if len(found & set(codes)) > 1:
        one_each = {held[word]: word for word in reversed(held) if held[word] in codes}
        raise cell_error("E1319", words=told_words([Category(code=code, word=word) for code, word in one_each.items()]))
    code = found.pop() if len(found) == 1 else ""
    return Category(code=code, word=next(word for word in held if held[word] == code)) if code else None


def told_words(categories: Collection[Category]) -> str:
    """`lampu jalan → LPJ, banjir → SAL`: words of ours, so none is a name."""
    return ", ".join(dict.fromkeys(f"{category.word} → {category.code}" for category in categories if category.word))
