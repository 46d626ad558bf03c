"""Full-width variants, character for character, so that places in the text stay what they are."""

import re

_WIDE = {0xFF10 + at: str(at) for at in range(10)}
_WIDE |= {0xFF21 + at: chr(0x41 + at) for at in range(26)} | {0xFF41 + at: chr(0x61 + at) for at in range(26)}
_OTHER = {
    ord("\u3000"): " ",
    ord("\xa0"): " ",
    ord("："): ":",
    ord("－"): "-",
    ord("—"): "-",
    ord("–"): "-",
    ord("．"): ".",
}


_HALF = _WIDE | _OTHER
_ANY = re.compile(f"[{re.escape(''.join(map(chr, _HALF)))}]")


def half_width(text: str) -> str:
    """The text with half-width digits and letters; as long as before."""
    return text if text.isascii() or _ANY.search(text) is None else text.translate(_HALF)
