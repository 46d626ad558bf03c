"""Changes to the disk that last: written aside, flushed, then renamed."""

import errno
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

READ_ONLY = 0o444
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV, errno.ENOSYS}


def flush(path: Path) -> None:
    """What was written to a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of_file(path: Path) -> str:
    """The hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def settle(aside: Path, home: Path) -> None:
    """The file stands at `home`, whole, flushed and read-only."""
    flush(aside)
    os.chmod(aside, READ_ONLY)
    os.replace(aside, home)


def link(existing: Path, name: Path) -> None:
    """`name` is a second name of the file; where the file system has no hard links, a copy."""
    try:
        os.link(existing, name)
    except OSError as refused:
        if refused.errno not in _NO_LINKS:
            raise
        shutil.copyfile(existing, name)
        flush(name)


def write_json(path: Path, value: Any) -> None:
    """The file holds the value as JSON, whole or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    aside.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
    flush(aside)
    os.replace(aside, path)


def move_folder(aside: Path, home: Path) -> None:
    """The folder stands at `home`, flushed."""
    for folder in (*(path for path in sorted(aside.rglob("*")) if path.is_dir()), aside):
        flush(folder)
    os.rename(aside, home)
    flush(home.parent)


def point(name: Path, target: str) -> None:
    """The symlink `name` leads to `target`, replaced in one step and flushed."""
    aside = name.with_name(f".{name.name}.{os.getpid()}.tmp")
    aside.unlink(missing_ok=True)
    os.symlink(target, aside)
    os.replace(aside, name)
    flush(name.parent)


def remove(path: Path) -> None:
    """Neither a file nor a folder stands at `path`."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
