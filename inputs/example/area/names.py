"""Words of the example: streets, hamlets, estates and people that nobody has; every family name is Contoh."""

KAMPUNGS = (
    *("Cariu", "Babakan Asem", "Pasir Gadung", "Leuwi Dahu", "Kebon Kalapa", "Bojong Sari", "Sawah Lega", "Ranca Buaya"),
    *("Cibadak", "Pasir Nangka", "Kadu Sirung", "Tegal Jati", "Pulo Kidul", "Kebon Manggu", "Bojong Kaler", "Cikande Hilir"),
    *("Sempur", "Karang Anyar", "Rawa Kidang", "Leuwi Gede", "Pasir Randu", "Babakan Tengah", "Kadu Agung", "Tegal Kunir"),
    *("Cigaru", "Pabuaran", "Ranca Iyuh", "Sawah Dua", "Kebon Jeruk", "Bojong Nangka", "Parung Salam", "Cipeundeuy"),
    *("Pasir Awi", "Kamuning", "Kiara Payung", "Warung Gede", "Sumur Wuni", "Pasar Lama", "Cilongok", "Gaga Wetan"),
    *("Waru", "Kebon Cau", "Lebak Wangi", "Cisereh", "Tanjakan", "Nagrak", "Dukuh", "Solear Hilir"),
)
ESTATES = (
    *("Griya Contoh", "Taman Contoh Indah", "Puri Contoh Asri", "Bumi Contoh Permai", "Villa Contoh", "Mutiara Contoh"),
    *("Grand Contoh", "Pesona Contoh", "Graha Contoh", "Taman Sampel", "Griya Sampel", "Puri Sampel", "Bukit Contoh"),
    *("Kirana Contoh", "Permata Contoh", "Citra Sampel"),
)
STREETS = (
    *("Kenanga", "Melati", "Mawar", "Anggrek", "Cempaka", "Flamboyan", "Dahlia", "Teratai", "Kamboja", "Bougenville"),
    *("Mangga", "Rambutan", "Durian", "Sawo", "Jambu", "Salak", "Nangka", "Duku", "Manggis", "Belimbing"),
    *("Merpati", "Kutilang", "Cendrawasih", "Garuda", "Elang", "Jalak", "Kenari", "Pipit", "Rajawali", "Nuri"),
    *("Jati", "Mahoni", "Waru", "Cemara", "Akasia", "Sengon", "Beringin", "Bambu", "Ketapang", "Trembesi"),
    *("Zamrud", "Safir", "Intan", "Delima", "Kecubung", "Giok", "Bintang", "Bulan", "Fajar", "Pelangi"),
)
ROMANS = ("", " II", " III", " IV", " V", " VI", " VII", " VIII", " IX", " X", " XI", " XII")
MEN = (
    *("Ahmad", "Asep", "Budi", "Dedi", "Encep", "Hendra", "Iwan", "Jajang", "Kosim", "Maman", "Nana", "Rahmat", "Sapri"),
    *("Sarmin", "Suhendi", "Tatang", "Udin", "Wawan", "Yanto", "Yusuf", "Endang", "Heri", "Rudi", "Slamet", "Tono"),
)
WOMEN = ("Aminah", "Cucu", "Dewi", "Eti", "Fatimah", "Iis", "Lilis", "Nining", "Ratna", "Siti", "Sri", "Yati")
LANDMARKS = (
    *("dekat musala", "samping masjid", "depan warung", "belakang sekolah", "sebelah pos ronda", "pagar hijau", "pagar putih"),
    *("rumah cat biru", "depan lapangan", "dekat pohon mangga", "ujung gang", "samping bengkel", "dekat jembatan kecil"),
    *("depan posyandu", "belakang pasar", "dekat gardu listrik"),
)
OFFICER_MEN = (
    *("BUDI", "AGUS", "DEDI", "HENDRA", "IWAN", "JOKO", "RAHMAT", "RUDI", "SLAMET", "TONI", "WAHYU", "YUDI", "EKO", "FAJAR"),
    *("GUNAWAN", "HERI", "INDRA", "KURNIA", "LUKMAN", "MULYADI", "NUGROHO", "PRASETYO", "RIZKI", "SIGIT"),
)
OFFICER_WOMEN = ("ANI", "DEWI", "FITRI", "INDAH", "LESTARI", "MAYA", "RATNA", "SARI", "TIKA", "WULAN")
