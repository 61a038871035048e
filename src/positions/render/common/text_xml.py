"""Text that any XML may hold."""

from __future__ import annotations

import re

from positions.render.common.text import visible

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_text(value: str) -> str:
    """Return text in one line with nothing in it that acts, and no letter that XML forbids."""
    return _NOT_XML.sub("\ufffd", visible(value))
