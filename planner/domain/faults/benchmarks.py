"""Faults of benchmark files (E304x)."""

from planner.domain.faults.kind import FaultKind, fault_kind

BENCHMARK_FAULTS: dict[str, FaultKind] = {
    "E3040": fault_kind(
        cause_en="The benchmark file holds no point.",
        cause_id="Berkas tolok ukur tidak memuat satu titik pun.",
        action_en="A TOPTW file has two head lines, then one line for each point, the first of them the start.",
        action_id="Berkas TOPTW berisi dua baris kepala, lalu satu baris untuk tiap titik; yang pertama adalah titik awal.",
    ),
    "E3041": fault_kind(
        cause_en="The line has {found} columns; a point needs at least {expected}.",
        cause_id="Baris ini berisi {found} kolom; satu titik memerlukan paling sedikit {expected}.",
        action_en="Number, two coordinates, service duration, profit, other columns, and the two times at the end.",
        action_id="Nomor, dua koordinat, lama layanan, nilai, kolom lain, dan dua waktu di ujung baris.",
    ),
    "E3042": fault_kind(
        cause_en="{found} is not a number that fits here.",
        cause_id="{found} bukan bilangan yang sesuai di sini.",
        action_en="Write a number of at most a million; times have one decimal at most, numbers and profits none.",
        action_id="Tulis bilangan paling besar satu juta; waktu paling banyak satu desimal, nomor dan nilai tanpa desimal.",
    ),
    "E3043": fault_kind(
        cause_en="The window opens at {opens}, after it closes at {closes}.",
        cause_id="Rentang waktu dibuka pada {opens}, setelah ditutup pada {closes}.",
        action_en="The last two columns are opening and closing time, in this order.",
        action_id="Dua kolom terakhir adalah waktu buka dan waktu tutup, dalam urutan itu.",
    ),
    "E3044": fault_kind(
        cause_en="This file ends in {ending}; benchmarks are .json (problem files) or .txt (TOPTW instances).",
        cause_id="Berkas ini berakhiran {ending}; tolok ukur berupa .json (berkas masalah) atau .txt (instans TOPTW).",
        action_en="Give files of these kinds, or none to measure on days of the example area.",
        action_id="Berikan berkas jenis itu, atau tanpa berkas untuk mengukur pada hari-hari wilayah contoh.",
    ),
}
