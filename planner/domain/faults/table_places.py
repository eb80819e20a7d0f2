"""Faults of villages, positions and outline files (E12xx, E14xx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

_PLACES: dict[str, FaultKind] = {
    "E1201": fault_kind(
        cause_en="There is no village {cell} in the area.",
        cause_id="Tidak ada desa {cell} di wilayah ini.",
        action_en="Write the name or the code of one of: {choices}.",
        action_id="Tulis nama atau kode salah satu dari: {choices}.",
    ),
    "E1202": fault_kind(
        cause_en="Several villages have this name.",
        cause_id="Ada beberapa desa dengan nama ini.",
        action_en="Write the code instead, one of: {choices}.",
        action_id="Tulis kodenya, salah satu dari: {choices}.",
    ),
    "E1203": fault_kind(
        cause_en="Latitude {latitude} and longitude {longitude} are exchanged.",
        cause_id="Lintang {latitude} dan bujur {longitude} tertukar.",
        action_en="Swap the two cells (or the two headings, if all rows are like this).",
        action_id="Tukar kedua sel itu (atau kedua judul kolom, jika semua baris begini).",
    ),
    "E1204": fault_kind(
        cause_en="Latitude {latitude}, longitude {longitude} is no place on earth.",
        cause_id="Lintang {latitude}, bujur {longitude} tidak ada di bumi.",
        action_en="Write decimal degrees; check whether the decimal point was lost.",
        action_id="Tulis derajat desimal; periksa apakah tanda desimalnya hilang.",
    ),
    "E1205": fault_kind(
        cause_en="Latitude {latitude}, longitude {longitude} is far outside the area ({area}).",
        cause_id="Lintang {latitude}, bujur {longitude} jauh di luar wilayah ({area}).",
        action_en="Correct the coordinates, or empty both cells of a household to use the middle of its RT.",
        action_id="Perbaiki koordinat, atau kosongkan kedua sel milik rumah agar dipakai titik tengah RT-nya.",
    ),
    "E1206": fault_kind(
        cause_en="Only one of latitude and longitude is given.",
        cause_id="Hanya salah satu dari lintang dan bujur yang diisi.",
        action_en="Fill in both, or none.",
        action_id="Isi keduanya, atau kosongkan keduanya.",
    ),
    "E1207": fault_kind(
        cause_en="No coordinates, and no house of RT {rt}/RW {rw} in {village} has any from which to take the middle.",
        cause_id="Tanpa koordinat, dan tidak ada rumah berkoordinat di RT {rt}/RW {rw} {village} sebagai acuan.",
        action_en="Give coordinates for at least one house of the RT.",
        action_id="Isi koordinat untuk paling sedikit satu rumah di RT itu.",
    ),
    "E1208": fault_kind(
        cause_en="Neither coordinates nor RT and RW are given, so the house cannot be placed.",
        cause_id="Tidak ada koordinat maupun RT dan RW, sehingga letak rumah tidak dapat ditentukan.",
        action_en="Give the coordinates, or RT and RW.",
        action_id="Isi koordinat, atau RT dan RW.",
    ),
    "E1209": fault_kind(
        cause_en="{count} houses of RT {rt}/RW {rw} in {village} lack coordinates; placed amid {known} known houses.",
        cause_id="{count} rumah di RT {rt}/RW {rw} {village} tanpa koordinat; dipakai titik tengah {known} rumah lain.",
        action_en="Add coordinates when they are known.",
        action_id="Lengkapi koordinat bila sudah diketahui.",
    ),
    "E1210": fault_kind(
        cause_en="{id} is said to be in {village}, but its coordinates lie in {found}.",
        cause_id="{id} tertulis di {village}, tetapi koordinatnya berada di {found}.",
        action_en="Check the village and the coordinates; the written village was kept.",
        action_id="Periksa desa dan koordinatnya; desa yang tertulis tetap dipakai.",
    ),
    "E1211": fault_kind(
        cause_en="{id} is said to be in {village}, but its coordinates lie in no village of the area.",
        cause_id="{id} tertulis di {village}, tetapi koordinatnya tidak berada di desa mana pun di wilayah ini.",
        action_en="Check the coordinates; the written village was kept.",
        action_id="Periksa koordinatnya; desa yang tertulis tetap dipakai.",
    ),
    "E1212": fault_kind(
        cause_en="The coordinates are missing.",
        cause_id="Koordinat belum diisi.",
        action_en="Fill in latitude and longitude.",
        action_id="Isi lintang dan bujur.",
    ),
}

_OUTLINES: dict[str, FaultKind] = {
    "E1401": fault_kind(
        cause_en="The outline file is not GeoJSON (a FeatureCollection).",
        cause_id="Berkas batas desa bukan GeoJSON (FeatureCollection).",
        action_en="Export the village borders as GeoJSON in degrees (EPSG:4326).",
        action_id="Ekspor batas desa sebagai GeoJSON dalam derajat (EPSG:4326).",
    ),
    "E1402": fault_kind(
        cause_en="Feature number {number} has no code or no name.",
        cause_id="Fitur nomor {number} tidak memiliki kode atau nama.",
        action_en="Give it the properties kode and nama (or code and name).",
        action_id="Beri properti kode dan nama (atau code dan name).",
    ),
    "E1403": fault_kind(
        cause_en="Feature number {number} has no usable Polygon or MultiPolygon in degrees.",
        cause_id="Fitur nomor {number} tidak memiliki Polygon atau MultiPolygon dalam derajat yang dapat dipakai.",
        action_en="Export the border again as a polygon in longitude and latitude (EPSG:4326).",
        action_id="Ekspor ulang batasnya sebagai poligon dalam bujur dan lintang (EPSG:4326).",
    ),
    "E1404": fault_kind(
        cause_en="Feature number {number} has the code of feature number {first}.",
        cause_id="Fitur nomor {number} memiliki kode yang sama dengan fitur nomor {first}.",
        action_en="Give each village its own code, or join its parts into one MultiPolygon.",
        action_id="Beri setiap desa kode sendiri, atau gabungkan bagiannya menjadi satu MultiPolygon.",
    ),
}

TABLE_PLACE_FAULTS: dict[str, FaultKind] = {**_PLACES, **_OUTLINES}
