"""Traditional Chinese characters as simplified ones, to compare texts.

`simplified.txt` has the characters on its first line and what they became on its second. It is derived from CC-CEDICT
(CC BY-SA 4.0, see align/cedict.LICENSE.md): characters at the same place of the two spellings of an entry.
"""

from functools import cache
from pathlib import Path

PAIRS = Path(__file__).with_name("simplified.txt")


def simplified(text: str) -> str:
    """The text with each traditional character as the simplified one that it became; as long as before."""
    return text.translate(_map())


@cache
def _map() -> dict[int, str]:
    traditional, simple = PAIRS.read_text("utf-8").splitlines()
    return {ord(one): two for one, two in zip(traditional, simple, strict=True)}
