"""Which libraries read which format, and what to install where one is missing."""

import platform
from importlib.metadata import PackageNotFoundError, version

IMAGES = ("pillow", "rapidocr", "onnxruntime")
# Media type, or the beginning of one, to distributions; what is not listed is read by docpipe and Python alone.
LIBRARIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text/plain", ("resiliparse",)),
    ("text/html", ("selectolax", "resiliparse")),
    ("application/pdf", ("pypdfium2",)),
    ("image/", IMAGES),
    ("application/warc", ("fastwarc",)),
    ("application/x-7z-compressed", ("py7zr",)),
    ("application/vnd.apache.parquet", ("pyarrow",)),
    ("application/vnd.o", ("defusedxml",)),
    ("application/epub+zip", ("defusedxml",)),
    ("application/ofd", ("defusedxml",)),
)
EXTRAS = {"rapidocr": "ocr", "onnxruntime": "ocr"}
BESIDE = {"application/pdf": "its pages that are pictures need: pip install 'docpipe[ocr]'"}


def engine_of(media_type: str) -> tuple[str, str | None]:
    """The libraries that read a media type with their versions; and what to install where one is missing, or None."""
    names = next((names for begin, names in LIBRARIES if media_type.startswith(begin)), ())
    shown, missing = [], []
    for name in names:
        try:
            shown.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        extra = next((EXTRAS[name] for name in missing if name in EXTRAS), None)
        what = f"'docpipe[{extra}]'" if extra else "docpipe"
        return ", ".join(names), f"needs {', '.join(missing)}: pip install {what}"
    return ", ".join(shown) or f"docpipe, Python {platform.python_version()}", None


def beside(media_type: str) -> str | None:
    """What this installation does not read of a format that it reads."""
    try:
        version("rapidocr")
    except PackageNotFoundError:
        return BESIDE.get(media_type)
    return None
