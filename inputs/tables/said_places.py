"""What headings of sections, titles and names of sheets say of where the rows beneath them are."""

import re
from collections.abc import Callable, Container, Iterable, Mapping

from inputs.tables.cells import is_eaten
from inputs.tables.home_looks import says
from inputs.tables.rt_rw import in_title, labelled, spelt_out, units_in

IsVillage = Callable[[str], bool]

MAX_LETTERS = 80
"""Longest text that is looked at."""
_MOST_WORDS = 4
"""Most words of a village's name."""

_VILLAGE = re.compile(
    r"\b(?:desa/kel(?:urahan)?|desa|kelurahan|kel\.|ds\.)(?:\s*[:.]\s*|\s+)(?P<village>[^\W\d].*?)(?=\b(?:desa|kelurahan)\b|$)",
    re.IGNORECASE,
)
_AFTER_VILLAGE = re.compile(
    r"[,;(/]|\d|\s-\s|\b(?:kec|kecamatan|kab|kabupaten|kota|prov|provinsi|rt|rw|dusun|dsn|lingkungan|tahun|bulan|per|periode|semester"
    r"|triwulan|tanggal|tgl|binaan|siaga|digital|wisata|mandiri|terpadu|cantik|se)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:dan|serta)\b|[&+]", re.IGNORECASE)
_FIELDS = frozenset({"village", "rt", "rw"})
_WITHIN_VILLAGE = ("above", "rw", "rt", "part")
_BEFORE_UNIT = r"(?:(?:lanjutan|lanj\.?|sambungan|wilayah|daftar|data|warga|rumah|kk|keluarga|ketua|lingkungan)\s+)*"
_UNIT = re.compile(rf"[\W_]*{_BEFORE_UNIT}R[TW]\b.*", re.IGNORECASE)
"""A heading of a section that is about an RT or RW: `Lanjutan RT 02`, `RT 01 Ketua: CONTOH`."""
_PART = re.compile(
    r"(?P<above>(?:dusun|dsn|dukuh|lingkungan|kampung|kp|kecamatan)\b.*)"
    r"|(?P<part>(?:blok|perum|perumahan|kompleks?|cluster|jalan|jln?|gang|gg)\b\.?\s.*)",
    re.IGNORECASE,
)
_STREET = re.compile(r"(?:jalan|jln?|gang|gg|kampung|kp|perum|perumahan)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:no|nomor|blok|kav|kavling|rumah)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:\b(?:no|nomor|nomer)(?![^\W\d_])|#)[\s.:]*(?:rumah\b[\s.:]*)?", re.IGNORECASE)
"""Before the number of a house."""
_SIGN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_ENDS = r"(?!\w|[/-]\w)"
_LAST_NUMBER = re.compile(r"(.*\s)(\d+)")
_OF_ANOTHER = re.compile(
    r"\b(?:r[tw]|gang|gg|gng|jalan|jln?|lorong|lrg|blok|km|sdn?|smpn?|sman?|pos|tiang)[\s.:/]*\Z"
    r"|\b(?:samping|sebelah|depan|belakang|dekat|seberang)\b[^,;]*\Z",
    re.IGNORECASE,
)
"""What stands before a number that is no number of this house."""
_UNITS = re.compile(
    r"(?<![^\W\d_])R[TW](?![^\W\d_])[\s.:/\\-]*(?:(?:NO(?:MOR)?\b\.?\s*)?(?:\d|[IVX]+\b)[\d\s.,/\\–-]*)?", re.IGNORECASE
)
"""RT and RW with their numbers."""
_FOR_VILLAGE = re.compile(r"\b(?:desa|kelurahan|kel|ds)\b[\s.:/]*", re.IGNORECASE)
_SPAN = re.compile(r"\d\s*(?:[-–—]|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga)\s*(?:R[TW]\s*[.:]?\s*)?\d", re.IGNORECASE)
"""Several RT: the rows say themselves in which they are."""
_RT_RW = re.compile(r"\bR[TW]\b", re.IGNORECASE)
_PAGE = re.compile(
    r"[\W_]*(?:(?:lanjutan|lanj\.?|sambungan)\s*)?"
    r"(?:(?:dari\s+)?(?:halaman|hal\.?|lembar|page)\s*:?\s*\d+(?:\s*(?:dari|of|/)\s*\d+)?"
    r"|[-–—]\s*\d+\s*[-–—]|\b(?:lanjutan|sambungan|bersambung|dst|dan seterusnya)\b)[\W_]*|[.…*_=\s-]+",
    re.IGNORECASE,
)


def is_page(text: str) -> bool:
    """Whether a text is the number of a page, or says that the list goes on."""
    return len(text) <= MAX_LETTERS and _PAGE.fullmatch(text) is not None


def section_of(text: str, is_village: IsVillage, *, is_leading: bool) -> dict[str, str] | None:
    """What the only text of a row says as the heading of a section; `None`: it is none.

    Beside village, RT and RW a `part` of the address (a block, a street) or what is `above` RT and RW (a hamlet); empty
    ones end what sections before said.

    Parameters
    ----------
    is_leading
        Whether it stands where a heading of a section does, before the columns: elsewhere it may be an address.
    """
    if len(text) > MAX_LETTERS:
        return None
    text = spelt_out(text)
    if named := labelled(text):
        return named
    if village := _village_of_section(text, is_village):
        rest = _FOR_VILLAGE.sub(" ", text.replace(village, " ", 1))
        beside = units_in(rest) if is_leading else None
        return None if beside is None else {"village": village, **beside}
    if _UNIT.fullmatch(text) and (found := units_in(text)):
        return found
    part = _PART.fullmatch(text) if is_leading else None
    if part is None or (units_in(text) is None and not _SPAN.search(text)):
        return None
    said = _RT_RW.split(text)[0].strip(" ,-/(")
    above = {"rt": "", "rw": "", "part": "", "above": said} if part["above"] else {"part": said}
    return {**above, **place_titled(text, is_village)}


def _village_of_section(text: str, is_village: IsVillage) -> str:
    """The village that a heading of a section is about, RT and RW beside it or not; empty: none."""
    bare = _UNITS.sub(" ", text).strip(" ,.;:/|()[]–—-_")
    for each in dict.fromkeys((text, bare)):
        if village := place_named(each, is_village).get("village", ""):
            return village
    return ""


def under(place: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """What holds beneath a further heading of a section: a village ends all that was said, an RW what lies within one."""
    ended = {"village": _WITHIN_VILLAGE, "rw": ("rt", "part"), "rt": ("part",)}
    gone = {name for level in named if level in ended for name in ended[level]}
    return {name: text for name, text in {**place, **dict.fromkeys(gone, ""), **named}.items() if text}


def filled_by(place: Mapping[str, str], raw: Mapping[str, str]) -> dict[str, str]:
    """The fields of a record that what is said of its place fills: those that it lacks, and an address that lacks a part."""
    if not place:
        return {}
    told = {name: text for name, text in place.items() if name in _FIELDS and name not in raw}
    address = _address_with(raw.get("address", ""), place)
    return told if address == raw.get("address", "") else {**told, "address": address}


def add_numbers(records: Iterable[dict[str, str]]) -> None:
    """Put the house numbers of a column of their own behind the addresses of a sheet that do not say them."""
    numbered = [raw for raw in records if "house_number" in raw]
    streets = _numbered_streets((raw.get("address", ""), raw["house_number"]) for raw in numbered)
    for raw in numbered:
        raw["address"] = with_number(raw.get("address", ""), raw["house_number"], streets)


def _numbered_streets(homes: Iterable[tuple[str, str]]) -> frozenset[str]:
    """What stands before the last number of addresses where that is the house's, of two homes at least: `Jl. A 7`, `… 9`."""
    found: dict[str, set[tuple[str, str]]] = {}
    for address, number in homes:
        if ends := _LAST_NUMBER.fullmatch(address):
            found.setdefault(ends[1], set()).add((ends[2], number.lstrip("0")))
    return frozenset(
        street for street, both in found.items() if len(both) > 1 and all(last.lstrip("0") == number for last, number in both)
    )


def with_number(address: str, number: str, streets: Container[str] = ()) -> str:
    """An address with the house number of a column of its own, where it does not say it.

    Parameters
    ----------
    streets
        What stands before a last number that is known to be the house's.
    """
    ends = _LAST_NUMBER.fullmatch(address) if streets else None
    if ends and ends[1] in streets and not _OF_ANOTHER.search(ends[1]):
        return address
    if address and (is_eaten(address) or _says_number(address, number)):
        return address
    return " ".join(filter(None, (address, number if _NAMED.match(number) else f"No. {number}")))


def _says_number(address: str, number: str) -> bool:
    """Whether an address has a number where a house's stands: not as that of an RT, an alley, a kilometre or another house."""
    label = _LABEL.match(number)
    bare = number[label.end() :] if label else number
    signs = [sign.lstrip("0") or "0" for sign in _SIGN.findall(bare.casefold())]
    if not all(sign in address.casefold() for sign in signs):
        return False
    said = r"\s*".join(f"0*{sign}" if sign.isdigit() else re.escape(sign) for sign in signs)
    is_compound = any(map(str.isalpha, bare)) and any(map(str.isdigit, bare))  # `12A`, `Blok C2`: few streets are called so
    before = r"(?<!\w)(?:blok\s*)?" if is_compound else rf"(?:{_LABEL.pattern}|,\s*(?={said}\s*\Z))"
    found = re.finditer(rf"{before}{said}{_ENDS}", address, re.IGNORECASE)
    return any(not _OF_ANOTHER.search(address[max(0, match.start() - MAX_LETTERS) : match.start()]) for match in found)


def _address_with(address: str, place: Mapping[str, str]) -> str:
    """An address with the block, street or hamlet that the section above it is about, where it does not say it."""
    for name in ("part", "above"):
        said = place.get(name, "")
        has_own = bool(_STREET.match(address))
        if not said or says(address, said) or (has_own and _STREET.match(said) and name == "part"):
            continue
        is_first = name == "part" and not has_own
        address = " ".join(filter(None, (said, address))) if is_first else ", ".join(filter(None, (address, said)))
    return address


def place_named(text: str, is_village: IsVillage) -> dict[str, str]:
    """Village, RT and RW that a heading of a section, a title or a name of a sheet says, and nothing else."""
    if len(text) > MAX_LETTERS:
        return {}
    if named := labelled(text):
        return named
    match = _VILLAGE.search(text)
    village = _village_in(text) if match is not None and not match.start() else text
    return {"village": village} if village and (village is not text or is_village(text)) else {}


def place_titled(text: str, is_village: IsVillage) -> dict[str, str]:
    """Village, RT and RW that a title says amid other words; of a village that nobody knows only with the word before it."""
    text = spelt_out(text)
    found = place_named(text, is_village) or in_title(text)
    if "village" not in found and len(text) <= MAX_LETTERS and (village := _village_in(text)):
        found |= {"village": village}
    return {**in_title(text), **found}


def with_title(place: Mapping[str, str], titled: Mapping[str, str], is_village: IsVillage) -> dict[str, str]:
    """What titles say together: the later one counts, but no village that nobody knows replaces another."""
    village = titled.get("village", "")
    is_worse = bool(village) and "village" in place and not is_village(village)
    return {**place, **{name: text for name, text in titled.items() if not (is_worse and name == "village")}}


def _village_in(text: str) -> str:
    """The one village that a text names behind the word for it; empty: none, or several."""
    names = set()
    for match in _VILLAGE.finditer(text):
        name = _AFTER_VILLAGE.split(match["village"])[0].strip(" :.-")
        if _SEVERAL.search(name):
            return ""
        if name and len(name.split()) <= _MOST_WORDS:
            names.add(name)
    return names.pop() if len(names) == 1 else ""
