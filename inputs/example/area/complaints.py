"""The open complaints of the example, at doors of its households; texts are invented and say so."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from inputs.example.area.csv_rows import write_rows
from inputs.example.area.extents import Extent
from inputs.example.area.flat import stream
from inputs.example.area.households import Register

HEADER = (
    *("id", "household", "village", "rt", "rw", "address", "latitude", "longitude", "received", "due", "category", "urgency"),
    *("status", "skills", "windows", "promised", "text"),
)
REFERRED = "RJK"
PROMISED_EVERY = 9
WINDOWS = {5: "16:00-18:00", 2: "13:00-16:00", 6: "08:00-12:00"}
"""Hours that the resident asks for, by the remainder of eight; only where no specialist and no promise stands against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A kind of complaint: category code, skill that it asks for, and what people say."""

    category: str
    skill: str = ""
    text: str


MATTERS = (
    Matter(category="CRM", text="Sepeda motor hilang dari depan rumah pada malam hari, warga meminta patroli lebih sering."),
    Matter(category="LPJ", text="Lampu jalan di mulut gang mati sudah dua minggu sehingga jalan menjadi gelap."),
    Matter(
        category="CRT", skill="reskrim", text="Rumah dibobol pada siang hari, warga meminta perkembangan penanganan laporan."
    ),
    Matter(category="TTG", text="Perselisihan dengan tetangga mengenai batas pekarangan, warga meminta penengahan."),
    Matter(category="LLP", skill="lantas", text="Truk parkir di bahu jalan depan pabrik dan menutup pandangan pengendara."),
    Matter(category="SAL", text="Saluran air tersumbat dan jalan tergenang setiap kali hujan deras turun."),
    Matter(category="MRS", text="Sekelompok pemuda sering minum minuman keras di dekat pos ronda pada malam hari."),
    Matter(category="PNP", skill="reskrim", text="Warga tertipu pinjaman daring dan meminta penjelasan cara melapor."),
    Matter(category="BLR", skill="lantas", text="Balap liar di jalan lurus dekat kawasan industri setiap malam Minggu."),
    Matter(
        category="UTG", skill="polwan", text="Penagih utang datang berulang kali, ibu rumah tangga meminta didatangi polwan."
    ),
    Matter(
        category="NRK", skill="intelkam", text="Warga menduga ada peredaran obat terlarang di sebuah rumah kontrakan kosong."
    ),
    Matter(category="SMP", text="Sampah menumpuk di tepi sungai dan tidak diangkut selama beberapa minggu."),
    Matter(category="TMU", text="Banyak penghuni kontrakan baru yang belum melapor kepada ketua RT setempat."),
    Matter(category="JLN", text="Jalan berlubang di dekat jembatan dan membahayakan pengendara sepeda motor."),
    Matter(category="PLY", text="Warga menanyakan cara mengurus surat keterangan kehilangan di kantor polisi."),
)


def write_complaints(path: Path, register: Register, extent: Extent, *, seed: int, today: dt.date) -> None:
    """Write the complaints: urgent ones first received last, special referrals without a word of text."""
    rng = stream(seed, 12)
    doors = rng.choice(len(register.ids), extent.num_complaints, replace=False).tolist()
    order = rng.permutation(extent.num_complaints).tolist()
    rows = []
    for number, (door, rank) in enumerate(zip(doors, order, strict=True)):
        is_urgent = rank < extent.num_urgent
        is_referred = rank >= extent.num_complaints - extent.num_referred
        matter = MATTERS[rank % len(MATTERS)]
        age = int(rng.integers(0, 2)) if is_urgent else int(rng.integers(0, 7))
        category, skill, text = (
            (REFERRED, "", "") if is_referred else (matter.category, matter.skill, f"DATA CONTOH: {matter.text}")
        )
        is_promised = rank % PROMISED_EVERY == 1 and not is_referred
        window = "" if skill or is_promised else WINDOWS.get(rank % 8, "")
        rows.append(
            (
                *(f"KLH-{number + 1:03d}", register.ids[door], *[""] * 6),
                *((today - dt.timedelta(days=age)).isoformat(), "", category, "mendesak" if is_urgent else "biasa", "terbuka"),
                *(skill, window, "ya" if is_promised else "", text),
            )
        )
    write_rows(path, HEADER, rows)
