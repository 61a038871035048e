"""The encoding that a source's file declares: byte order mark, XML declaration or meta element."""

from __future__ import annotations

import codecs
import re

_LOOKED_AT = 4096
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

# As the WHATWG's Encoding Standard has it: what browsers take a declared name for.
_AS_BROWSERS = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "utf-8"),
}
_KNOWN = re.compile(
    r"utf-8|cp12\d\d|cp866|cp874|cp932|cp949|iso8859-\d+|koi8-[ru]|mac-roman|mac-cyrillic|gb18030|big5hkscs|"
    r"euc_jp|iso2022_jp"
)


def decode_text(data: bytes, *, marked_up: bool) -> str:
    """Return the text of a source's file: UTF-8 unless the file itself declares something else.

    Bytes beyond ASCII that are UTF-8 are taken for UTF-8 whatever a page declares: it was saved anew.

    Args:
        data: the file's bytes.
        marked_up: whether it is HTML or XML, which may declare an encoding in its text.

    Raises:
        UnicodeDecodeError: if it is not in that encoding; `encoding` of the error names it.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name)
    declared = _declared(data) if marked_up else None
    if declared is None or not data.isascii():
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            if declared in (None, "utf-8"):
                raise
    return _decode(data, declared or "utf-8")


def _declared(data: bytes) -> str | None:
    start = data[:_LOOKED_AT]
    found = _XML.search(start) or _META.search(start)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, ValueError):
        return None
    name = _AS_BROWSERS.get(name, name)
    return name if _KNOWN.fullmatch(name) else None


def _decode(data: bytes, name: str) -> str:
    if name != "cp1252":
        return data.decode(name)
    # Five bytes that Windows-1252 leaves out are control characters to browsers.
    return data.decode("latin-1").translate(_WINDOWS_1252)


_WINDOWS_1252 = {
    code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore")) != ""
}
