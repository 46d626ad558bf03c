"""A value in a file that tells whether it is whole: a power cut leaves files cut short, or full of zeros."""

import hashlib
import os
import pickle
from pathlib import Path
from typing import Any

SEAL = hashlib.sha256().digest_size


class NotWhole(ValueError):
    """The file is not what was written."""


def write_sealed(file: Path, value: Any) -> None:
    """The file holds the value, or is as it was before."""
    content = pickle.dumps(value)
    aside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    aside.write_bytes(hashlib.sha256(content).digest() + content)
    aside.replace(file)


def read_sealed(file: Path) -> Any:
    """The value in a file that this version of docpipe has written. Raises NotWhole, OSError."""
    sealed = memoryview(file.read_bytes())
    if hashlib.sha256(sealed[SEAL:]).digest() != sealed[:SEAL]:
        raise NotWhole(f"{file} is not what was written")
    try:
        return pickle.loads(sealed[SEAL:])
    except (ImportError, AttributeError) as unknown:  # what it was made of had another name then
        raise NotWhole(f"{file} was written by another version of docpipe") from unknown
