"""Faults of replanning, explaining and suggesting (E81xx)."""

from planner.domain.faults.kind import FaultKind, fault_kind

REPLANNING_FAULTS: dict[str, FaultKind] = {
    "E8101": fault_kind(
        cause_en="There is no team {team} in the plan (there are: {known}).",
        cause_id="Tidak ada tim {team} dalam rencana (yang ada: {known}).",
        action_en="Name a team or a shift as the plan does.",
        action_id="Sebut tim atau giliran seperti dalam rencana.",
    ),
    "E8102": fault_kind(
        cause_en="{option} {text} cannot be read; expected {expected}.",
        cause_id="{option} {text} tidak dapat dibaca; seharusnya {expected}.",
        action_en="Write it in that form.",
        action_id="Tulis dengan bentuk itu.",
    ),
    "E8103": fault_kind(
        cause_en="The plan is of {date}, which is not today, so the moment is not known.",
        cause_id="Rencana ini untuk {date}, bukan hari ini, sehingga saatnya tidak diketahui.",
        action_en="Say it with --at 10:30.",
        action_id="Sebutkan dengan --at 10:30.",
    ),
    "E8104": fault_kind(
        cause_en="The visit {visit} is not in the day's problem (near: {near}).",
        cause_id="Kunjungan {visit} tidak ada dalam rencana hari itu (yang mirip: {near}).",
        action_en="Correct the id, or bring it in with --add.",
        action_id="Perbaiki id-nya, atau masukkan dengan --add.",
    ),
    "E8105": fault_kind(
        cause_en="The team {team} has several shifts that day: {shifts}.",
        cause_id="Tim {team} punya beberapa giliran hari itu: {shifts}.",
        action_en="Name the shift.",
        action_id="Sebut gilirannya.",
    ),
    "E8106": fault_kind(
        cause_en="The ledger knows no household, complaint or facility {id}.",
        cause_id="Buku besar tidak mengenal keluarga, keluhan, atau fasilitas {id}.",
        action_en="Correct the id, or import it first.",
        action_id="Perbaiki id-nya, atau impor dahulu.",
    ),
    "E8107": fault_kind(
        cause_en="{id} is a special referral (RJK): it is never planned as a visit.",
        cause_id="{id} adalah rujukan khusus (RJK): tidak pernah direncanakan sebagai kunjungan.",
        action_en="Contact the PPA unit.",
        action_id="Hubungi Unit PPA.",
    ),
    "E8108": fault_kind(
        cause_en="{id} cannot be offered to this day: {reason}.",
        cause_id="{id} tidak dapat ditawarkan untuk hari itu: {reason}.",
        action_en="Leave it out, or correct its record if that is wrong.",
        action_id="Tinggalkan, atau perbaiki catatannya bila keliru.",
    ),
    "E8110": fault_kind(
        cause_en="{visit} is planned already: {time} by {shift}.",
        cause_id="{visit} sudah terjadwal: {time} oleh {shift}.",
        action_en="See `dds explain` for that visit.",
        action_id="Lihat `dds explain` untuk kunjungan itu.",
    ),
    "E8111": fault_kind(
        cause_en="What {shift} is said to have done cannot be timed: its first stops break a law of the plan.",
        cause_id="Yang dikatakan sudah dikerjakan {shift} tidak dapat dijadwalkan: kunjungan awalnya melanggar aturan rencana.",
        action_en="Check the plan with `dds check`, or count its stops again.",
        action_id="Periksa rencananya dengan `dds check`, atau hitung ulang kunjungannya.",
    ),
    "E8112": fault_kind(
        cause_en="The lock {lock} cannot be kept: {who} {reason}.",
        cause_id="Kunci {lock} tidak dapat ditepati: {who} {reason}.",
        action_en="Leave it out, or name another team or visit.",
        action_id="Hapus, atau sebut tim atau kunjungan lain.",
    ),
    "E8113": fault_kind(
        cause_en="{shift} has {stops} stops in the plan; {number} are said to be done.",
        cause_id="{shift} punya {stops} kunjungan dalam rencana; dikatakan {number} sudah selesai.",
        action_en="Count again: stops are numbered from 1 as on the sheet.",
        action_id="Hitung lagi: kunjungan bernomor dari 1 seperti di lembar.",
    ),
    "E8114": fault_kind(
        cause_en="There is no plan of {date} yet.",
        cause_id="Belum ada rencana untuk {date}.",
        action_en="Make one with `dds plan --date {date}`.",
        action_id="Buat dengan `dds plan --date {date}`.",
    ),
    "E8115": fault_kind(
        cause_en="The plan breaks {count} laws as it is, first: {law} ({where}).",
        cause_id="Rencana ini melanggar {count} aturan, yang pertama: {law} ({where}).",
        action_en="Repair it first; `dds check` lists every broken law.",
        action_id="Perbaiki dahulu; `dds check` menyebut setiap pelanggaran.",
    ),
    "E8116": fault_kind(
        cause_en="The moment {time} is after everybody's duty ({last}).",
        cause_id="Saat {time} sudah lewat dari semua giliran ({last}).",
        action_en="Give a moment of the day, or plan the next day with `dds plan`.",
        action_id="Beri saat di hari itu, atau susun hari berikutnya dengan `dds plan`.",
    ),
}
