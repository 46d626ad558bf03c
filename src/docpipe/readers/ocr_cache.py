"""What was recognised in a picture is kept, so that a changed rule never costs a second recognition."""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from docpipe.readers.ocr_layout import Seen


def key_of(image: Any, engine: str) -> str:
    """The picture's own points, and what recognises them."""
    digest = hashlib.sha256(f"{engine} {image.mode} {image.size}".encode())
    digest.update(image.tobytes())
    return digest.hexdigest()


def _file(key: str) -> Path | None:
    """Where it is kept: under $DOCPIPE_CACHE, by default the user's cache; nowhere if that is set to nothing."""
    given = os.environ.get("DOCPIPE_CACHE")
    if given == "":
        return None
    base = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "docpipe"
    return base / "ocr" / key[:2] / f"{key[2:]}.json"


def kept(key: str) -> list[Seen] | None:
    """What was recognised before; None where nothing is kept, or it is damaged."""
    file = _file(key)
    if file is None:
        return None
    try:
        held = json.loads(file.read_bytes())
        return [
            Seen(str(text), tuple((float(x), float(y)) for x, y in corners), float(score))
            for text, corners, score in held
        ]
    except (OSError, ValueError, TypeError):
        return None


def keep(key: str, found: list[Seen]) -> None:
    """Keeps it, whole or not at all; a full or read-only disk is no fault."""
    file = _file(key)
    if file is None:
        return
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump([(item.text, item.corners, item.score) for item in found], out, ensure_ascii=False)
        os.replace(name, file)
