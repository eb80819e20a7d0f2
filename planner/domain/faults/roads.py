"""Faults of road files and travel (E2xxx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

_FILES: dict[str, FaultKind] = {
    "E2001": fault_kind(
        cause_en="The road file is not there.",
        cause_id="Berkas jalan tidak ditemukan.",
        action_en="Check the folder and the spelling of the name.",
        action_id="Periksa folder dan ejaan nama berkas.",
    ),
    "E2002": fault_kind(
        cause_en="Road files end in .osm.pbf, .osm, .osm.bz2, .graphml or .csv(.gz); this one ends in {ending}.",
        cause_id="Berkas jalan berakhiran .osm.pbf, .osm, .osm.bz2, .graphml, atau .csv(.gz); berkas ini berakhiran {ending}.",
        action_en="Bring the file in one of these formats.",
        action_id="Sediakan berkas dalam salah satu format itu.",
    ),
    "E2003": fault_kind(
        cause_en="The OpenStreetMap file cannot be read to its end; it is cut short or damaged.",
        cause_id="Berkas OpenStreetMap tidak dapat dibaca sampai akhir; berkas terpotong atau rusak.",
        action_en="Download it again and compare its size with the source.",
        action_id="Unduh kembali dan bandingkan ukurannya dengan sumbernya.",
    ),
    "E2004": fault_kind(
        cause_en="The file holds no road.",
        cause_id="Berkas tidak memuat satu jalan pun.",
        action_en="Check that it is an extract with highways, not with borders or points alone.",
        action_id="Pastikan berkas memuat jalan (highway), bukan hanya batas wilayah atau titik.",
    ),
    "E2005": fault_kind(
        cause_en="No road of the file lies in the area {bounds} (west, south, east, north).",
        cause_id="Tidak ada jalan dalam berkas yang terletak di wilayah {bounds} (barat, selatan, timur, utara).",
        action_en="Bring the extract of the right region, or correct the outline in dds.toml.",
        action_id="Gunakan berkas untuk wilayah yang benar, atau perbaiki garis batas di dds.toml.",
    ),
    "E2006": fault_kind(
        cause_en="The GraphML file cannot be read: it is damaged or not GraphML.",
        cause_id="Berkas GraphML tidak dapat dibaca: rusak atau bukan GraphML.",
        action_en="Save it again from OSMnx (save_graphml).",
        action_id="Simpan ulang dari OSMnx (save_graphml).",
    ),
    "E2007": fault_kind(
        cause_en="Node {node} has no coordinates x and y; {count} nodes are like that.",
        cause_id="Simpul {node} tidak memiliki koordinat x dan y; jumlah simpul seperti itu {count}.",
        action_en="Save the graph with the positions of its nodes.",
        action_id="Simpan graf beserta posisi simpulnya.",
    ),
    "E2008": fault_kind(
        cause_en="Coordinates {longitude}, {latitude} are not degrees of longitude and latitude.",
        cause_id="Koordinat {longitude}, {latitude} bukan derajat bujur dan lintang.",
        action_en="Save the file unprojected (WGS 84, EPSG:4326), longitude before latitude.",
        action_id="Simpan berkas tanpa proyeksi (WGS 84, EPSG:4326), bujur sebelum lintang.",
    ),
}

_TABLES: dict[str, FaultKind] = {
    "E2009": fault_kind(
        cause_en="The partner file {partner} is not beside it: roads come as a pair, nodes and edges.",
        cause_id="Berkas pasangan {partner} tidak ada di sampingnya: jalan terdiri atas dua berkas, nodes dan edges.",
        action_en="Put both files into one folder; their names differ only in nodes / edges.",
        action_id="Letakkan kedua berkas di folder yang sama; namanya hanya berbeda pada kata nodes / edges.",
    ),
    "E2010": fault_kind(
        cause_en="Column {missing} is missing; found: {found}.",
        cause_id="Kolom {missing} tidak ada; yang ditemukan: {found}.",
        action_en="Name the columns as in docs/formats/roads.md.",
        action_id="Beri nama kolom seperti dalam docs/formats/roads.md.",
    ),
    "E2011": fault_kind(
        cause_en="The edge names node {node}, which the nodes file does not have.",
        cause_id="Ruas menyebut simpul {node}, yang tidak ada di berkas nodes.",
        action_en="Add the node or leave out the edge.",
        action_id="Tambahkan simpul itu atau hapus ruasnya.",
    ),
    "E2012": fault_kind(
        cause_en="Found {value}, expected {expected}.",
        cause_id="Tertulis {value}, seharusnya {expected}.",
        action_en="Correct the cell.",
        action_id="Perbaiki sel tersebut.",
    ),
    "E2013": fault_kind(
        cause_en="Node {node} is there twice.",
        cause_id="Simpul {node} tercantum dua kali.",
        action_en="Keep one of the rows.",
        action_id="Pertahankan satu baris saja.",
    ),
    "E2014": fault_kind(
        cause_en="The table cannot be read: it is damaged, empty or not UTF-8 text.",
        cause_id="Tabel tidak dapat dibaca: rusak, kosong, atau bukan teks UTF-8.",
        action_en="Save it again as CSV (UTF-8), or compress it again with gzip.",
        action_id="Simpan ulang sebagai CSV (UTF-8), atau kompres ulang dengan gzip.",
    ),
    "E2015": fault_kind(
        cause_en="The water file is not a GeoJSON feature collection of lines.",
        cause_id="Berkas perairan bukan kumpulan garis dalam format GeoJSON.",
        action_en="Save rivers as LineString features, or take waters.geojson away from beside the roads.",
        action_id="Simpan sungai sebagai LineString, atau pindahkan waters.geojson dari samping berkas jalan.",
    ),
}

_WORKSPACE: dict[str, FaultKind] = {
    "E2016": fault_kind(
        cause_en="The workspace has no roads yet.",
        cause_id="Ruang kerja belum memiliki data jalan.",
        action_en="Run: dds import roads FILE",
        action_id="Jalankan: dds import roads BERKAS",
    ),
    "E2017": fault_kind(
        cause_en="The stored roads are damaged or of another version (found {found}, expected {expected}).",
        cause_id="Data jalan tersimpan rusak atau berbeda versi (ditemukan {found}, seharusnya {expected}).",
        action_en="Import the roads again: dds import roads FILE",
        action_id="Impor ulang data jalan: dds import roads BERKAS",
    ),
    "E2018": fault_kind(
        cause_en="No road is open to the mode of travel {profile}; settings give speeds for: {known}.",
        cause_id="Tidak ada jalan yang terbuka untuk moda {profile}; pengaturan memuat kecepatan untuk: {known}.",
        action_en="Give speeds by road class for this mode in dds.toml, or import roads that it may use.",
        action_id="Isi kecepatan per kelas jalan untuk moda ini di dds.toml, atau impor jalan yang boleh dilaluinya.",
    ),
}

ROAD_FAULTS: dict[str, FaultKind] = {**_FILES, **_TABLES, **_WORKSPACE}
