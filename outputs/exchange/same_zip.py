"""Makes a ZIP container depend on its content alone: no clock, no order of making."""

import io
import re
import zipfile

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that ZIP knows."""
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def without_clock(content: bytes, moment: str) -> bytes:
    """The same office file with every time of making set to `moment` (ISO 8601, UTC)."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>" + moment.encode() + rb"\g<3>", data)
            target.writestr(member, data)
    return result.getvalue()
