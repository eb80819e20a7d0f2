"""Closed lists of the files: complaint categories and facility kinds, the field (*bidang*) of each, ways and roads."""

from types import MappingProxyType

SPECIAL_REFERRAL = "RJK"
"""Received in confidence by the women and children unit: never planned, never printed, no text kept."""

FIELD_OF = MappingProxyType(
    {
        **dict.fromkeys(("CRM", "CRT", "NRK", "MRS", "TWR", "BLR", "PNP", "JDI", "TTG", "UTG", "TMU", "LLP"), "Keamanan"),
        **dict.fromkeys(("LPJ", "JLN", "SAL", "SMP", "CTV"), "Pembangunan / Pelayanan Publik"),
        "PLY": "Pelayanan Kepolisian",
        "LLN": "Lainnya",
        SPECIAL_REFERRAL: "Rujukan khusus",
    }
)
"""Category code to field of the national report form."""

FACILITY_KINDS = frozenset({"LPJ", "JLN", "SAL", "SMP", "CTV", "LLN"})
"""Categories that a facility can be of."""

MODES = MappingProxyType(
    {
        **dict.fromkeys(
            ("motor", "sepeda motor", "motorcycle", "roda dua", "roda 2", "r2", "kr2", "ranmor r2", "trail", "motor trail"),
            "motorcycle",
        ),
        **dict.fromkeys(("jalan kaki", "jalan", "foot", "on foot", "kaki"), "foot"),
        **dict.fromkeys(("mobil", "car", "roda empat", "roda 4", "r4", "kr4", "ranmor r4"), "car"),
    }
)
"""Spelling to name of a way of moving."""

ROAD_CLASSES = (
    "motorway",
    "trunk",
    "primary",
    "secondary",
    "tertiary",
    "unclassified",
    "residential",
    "living_street",
    "service",
    "track",
    "path",
    "footway",
    "pedestrian",
    "steps",
    "ferry",
)
"""Classes of an edge, from the greatest to the smallest; links count as the class they lead to. A ferry is a way too."""

LANDMARK_KINDS = ("mosque", "worship", "school", "market", "health", "police", "post", "office")
"""What people find their way by: mosque, another house of worship, school, market, health centre, police post, post office,
office of the village."""
