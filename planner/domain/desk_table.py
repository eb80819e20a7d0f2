"""The desk's table of a day: the columns that a printed XLSX has and that a filled one is read back by."""

import enum
from types import MappingProxyType

from planner.domain.outcome import Outcome
from planner.domain.records import Condition


class DeskColumn(enum.Enum):
    """A column of the table, in this order from left to right; the value is its heading, the same in every language."""

    SHEET = "Lembar"
    NUMBER = "No"
    VISIT = "ID"
    TIME = "Jam rencana"
    NEIGHBOURHOOD = "RT/RW"
    VILLAGE = "Desa"
    ADDRESS = "Alamat"
    PURPOSE = "Tujuan"
    VISIT_NUMBER = "Kunjungan ke-"
    OUTCOME = "Hasil"
    TIME_IN = "Jam masuk"
    TIME_OUT = "Jam keluar"
    COMPLAINT = "Kode keluhan"
    URGENT = "Mendesak"
    ANSWERED = "Terjawab"
    FOLLOW_UP = "Tindak lanjut"
    CONDITION = "Kondisi"


TO_FILL_IN = (
    DeskColumn.OUTCOME,
    DeskColumn.TIME_IN,
    DeskColumn.TIME_OUT,
    DeskColumn.COMPLAINT,
    DeskColumn.URGENT,
    DeskColumn.ANSWERED,
    DeskColumn.FOLLOW_UP,
    DeskColumn.CONDITION,
)
"""Columns that the desk fills in; the rest is printed."""

YES, NO = "ya", "tidak"
"""What the columns URGENT, ANSWERED and FOLLOW_UP take."""

OUTCOME_WORDS = MappingProxyType(
    {
        Outcome.MET: "bertemu",
        Outcome.NOT_HOME: "tidak di rumah",
        Outcome.REFUSED: "menolak",
        Outcome.MOVED: "pindah",
        Outcome.NO_ADDRESS: "alamat tidak ada",
        Outcome.POSTPONED: "ditunda",
    }
)
"""What the column OUTCOME takes: the words of the sheet's tick boxes."""

CONDITION_WORDS = MappingProxyType(
    {
        Condition.GOOD: "baik",
        Condition.LIGHT_DAMAGE: "rusak ringan",
        Condition.HEAVY_DAMAGE: "rusak berat",
        Condition.ABSENT: "tidak ada",
    }
)
"""What the column CONDITION takes."""
