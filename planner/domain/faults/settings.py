"""Faults of dds.toml (E5xxx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

SETTINGS_FAULTS: dict[str, FaultKind] = {
    "E5001": fault_kind(
        cause_en="The settings file cannot be read as TOML here.",
        cause_id="Berkas pengaturan tidak dapat dibaca sebagai TOML di baris ini.",
        action_en="Check quotation marks, brackets and the equals sign of this line; texts stand in quotation marks.",
        action_id="Periksa tanda kutip, kurung, dan tanda sama dengan pada baris ini; teks harus bertanda kutip.",
    ),
    "E5002": fault_kind(
        cause_en="This setting does not exist; similar: {near}.",
        cause_id="Pengaturan ini tidak ada; yang mirip: {near}.",
        action_en="Correct the spelling, or delete the line.",
        action_id="Perbaiki ejaannya, atau hapus barisnya.",
    ),
    "E5003": fault_kind(
        cause_en="The value is of another kind than expected: {expected}.",
        cause_id="Jenis nilainya tidak sesuai; yang diharapkan: {expected}.",
        action_en="Write it as in the comment of the template.",
        action_id="Tulis seperti pada keterangan di templat.",
    ),
    "E5004": fault_kind(
        cause_en="The value is outside what is possible: {expected}.",
        cause_id="Nilai di luar batas yang mungkin: {expected}.",
        action_en="Write a value inside these bounds.",
        action_id="Tulis nilai dalam batas tersebut.",
    ),
    "E5005": fault_kind(
        cause_en="{cell} is not a clock time or a span of times.",
        cause_id="{cell} bukan jam atau rentang jam.",
        action_en='Write "08:00", or "08:00-16:00" with the start first (30:00 is 06:00 of the next day).',
        action_id='Tulis "08:00", atau "08:00-16:00" dengan jam mulai lebih dahulu (30:00 berarti 06:00 hari berikutnya).',
    ),
    "E5006": fault_kind(
        cause_en="There is no shift {cell}.",
        cause_id="Tidak ada sif {cell}.",
        action_en="Name one of: {choices}.",
        action_id="Sebut salah satu dari: {choices}.",
    ),
    "E5007": fault_kind(
        cause_en="Two entries of the list share a name.",
        cause_id="Dua isian dalam daftar ini bernama sama.",
        action_en="Give each its own name.",
        action_id="Beri nama yang berbeda.",
    ),
    "E5008": fault_kind(
        cause_en="{cell} is not one of the possible values.",
        cause_id="{cell} bukan salah satu nilai yang mungkin.",
        action_en="Write one of: {choices}.",
        action_id="Tulis salah satu dari: {choices}.",
    ),
    "E5009": fault_kind(
        cause_en="{cell} is not a day.",
        cause_id="{cell} bukan tanggal.",
        action_en="Write days as 2025-12-25.",
        action_id="Tulis tanggal seperti 2025-12-25.",
    ),
    "E5010": fault_kind(
        cause_en="The setting is missing.",
        cause_id="Pengaturan ini belum diisi.",
        action_en="Add it as in the template.",
        action_id="Tambahkan seperti pada templat.",
    ),
    "E5011": fault_kind(
        cause_en="Only one of latitude and longitude is set.",
        cause_id="Hanya salah satu dari latitude dan longitude yang diisi.",
        action_en="Set both, or none.",
        action_id="Isi keduanya, atau kosongkan keduanya.",
    ),
    "E5012": fault_kind(
        cause_en="The break cannot start within the shift {cell} and still end in it.",
        cause_id="Istirahat ini tidak dapat dimulai dan selesai di dalam sif {cell}.",
        action_en="Move the break, shorten it, or lengthen the shift.",
        action_id="Geser atau persingkat istirahat, atau perpanjang sif.",
    ),
}
