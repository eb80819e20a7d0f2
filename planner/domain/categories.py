"""Codes of complaint categories and facility kinds, and the field (*bidang*) that each counts in."""

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
