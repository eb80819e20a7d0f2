"""Names of officers as they are compared: without degrees and titles, points, capitals and the spaces between."""

_DEGREE_WORDS = """
    sh mh mhum shum se me mec mm mak ak ca cpa st mt sthi sth mth ssos msos msi ssi sip mip sik mik mka sikom
    mikom spd spdi mpd mpdi sag mag stp skom mkom skep ners nrs skm mkm mkes amd amdkep amdfarm amk amkeb sst ssit
    str strk sstp mtr mtrip mtrap spsi mpsi psi sfarm apt drg sked sp mp spt mpt mma mba map mpa mpp sap sab mab
    mad mkn lc ba bsc ma msc phd mhan cphr cfe shi mhi shint shut sei sesy sy ssy msy mars mdiv ssn msn sds mds
    spar mpar
"""
DEGREES = frozenset(_DEGREE_WORDS.split())
"""Degrees as people write them, without their points."""

_TITLES = frozenset(["dr", "drs", "dra", "drg", "ir", "prof", "h", "hj", "kh"])
"""Before a name."""

_MOST_PARTS = 4
"""Parts of a degree, by its points or spaces: `A.Md.Kep.` has three."""


def plain_name(name: str) -> str:
    """`Dr. TIGA  CONTOH, S.H., M.Si.` is `tiga contoh`; of a name of nothing but titles the last word stays."""
    words = name.partition(",")[0].replace(".", " ").casefold().split()
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while size := next((n for n in range(_MOST_PARTS, 0, -1) if n < len(words) and "".join(words[-n:]) in DEGREES), 0):
        words = words[:-size]
    return " ".join(words)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names may be of one officer."""
    return plain_name(one) == plain_name(other)
