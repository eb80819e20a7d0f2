"""Names and codes of the districts of Banten (facts), in the order in which an invented province takes them.

Codes and names as the ministry's list of administrative areas has them; no outline and no place is taken from anywhere.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A district (*kecamatan*): ministry code and name."""

    code: str
    name: str


# The regency to which the example area belongs stands first.
_BY_REGENCY = {
    "36.03": (
        "01 Balaraja, 02 Jayanti, 03 Tigaraksa, 04 Jambe, 05 Cisoka, 06 Kresek, 07 Kronjo, 08 Mauk, 09 "
        "Kemiri, 10 Sukadiri, 11 Rajeg, 12 Pasar Kemis, 13 Teluknaga, 14 Kosambi, 15 Pakuhaji, 16 Sepatan, 17 "
        "Curug, 18 Cikupa, 19 Panongan, 20 Legok, 22 Pagedangan, 23 Cisauk, 27 Sukamulya, 28 Kelapa Dua, 29 "
        "Sindang Jaya, 30 Sepatan Timur, 31 Solear, 32 Gunung Kaler, 33 Mekar Baru"
    ),
    "36.01": (
        "01 Sumur, 02 Cimanggu, 03 Cibaliung, 04 Cikeusik, 05 Cigeulis, 06 Panimbang, 07 Angsana, 08 Munjul, "
        "09 Pagelaran, 10 Bojong, 11 Picung, 12 Labuan, 13 Menes, 14 Saketi, 15 Cipeucang, 16 Jiput, 17 "
        "Mandalawangi, 18 Cimanuk, 19 Kaduhejo, 20 Banjar, 21 Pandeglang, 22 Cadasari, 23 Cisata, 24 Patia, "
        "25 Karang Tanjung, 26 Cikedal, 27 Cibitung, 28 Carita, 29 Sukaresmi, 30 Mekarjaya, 31 Sindangresmi, "
        "32 Pulosari, 33 Koroncong, 34 Majasari, 35 Sobang"
    ),
    "36.02": (
        "01 Malingping, 02 Panggarangan, 03 Bayah, 04 Cipanas, 05 Muncang, 06 Leuwidamar, 07 Bojongmanik, 08 "
        "Gunungkencana, 09 Banjarsari, 10 Cileles, 11 Cimarga, 12 Sajira, 13 Maja, 14 Rangkasbitung, 15 "
        "Warunggunung, 16 Cijaku, 17 Cikulur, 18 Cibadak, 19 Cibeber, 20 Cilograng, 21 Wanasalam, 22 Sobang, "
        "23 Curugbitung, 24 Kalanganyar, 25 Lebakgedong, 26 Cihara, 27 Cirinten, 28 Cigemlong"
    ),
    "36.04": (
        "05 Kramatwatu, 06 Waringinkurung, 07 Bojonegara, 08 Pulo Ampel, 09 Ciruas, 11 Kragilan, 12 Pontang, "
        "13 Tirtayasa, 14 Tanara, 15 Cikande, 16 Kibin, 17 Carenang, 18 Binuang, 19 Petir, 20 Tunjung Teja, "
        "22 Baros, 23 Cikeusal, 24 Pamarayan, 25 Kopo, 26 Jawilan, 27 Ciomas, 28 Pabuaran, 29 Padarincang, 30 "
        "Anyar, 31 Cinangka, 32 Mancak, 33 Gunungsari, 34 Bandung, 35 Lebak Wangi"
    ),
    "36.71": (
        "01 Tangerang, 02 Jatiuwung, 03 Batuceper, 04 Benda, 05 Cipondoh, 06 Ciledug, 07 Karawaci, 08 Periuk, "
        "09 Cibodas, 10 Neglasari, 11 Pinang, 12 Karang Tengah, 13 Larangan"
    ),
    "36.72": ("01 Cibeber, 02 Cilegon, 03 Pulomerak, 04 Ciwandan, 05 Jombang, 06 Gerogol, 07 Purwakarta, 08 Citangkil"),
    "36.73": ("01 Serang, 02 Kasemen, 03 Walantaka, 04 Curug, 05 Cipocok Jaya, 06 Taktakan"),
    "36.74": ("01 Serpong, 02 Serpong Utara, 03 Pondok Aren, 04 Ciputat, 05 Ciputat Timur, 06 Pamulang, 07 Setu"),
}

DISTRICTS = tuple(
    District(code=f"{regency}.{entry[:2]}", name=entry[3:])
    for regency, entries in _BY_REGENCY.items()
    for entry in entries.split(", ")
)
