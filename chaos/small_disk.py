"""A disk of its own for a warehouse, which can be full or read-only in earnest, where this process may mount one."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 512 << 20


class SmallDisk:
    """A folder on a disk in memory, or, where nothing may be mounted (`real` is false), any folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.real = folder.is_mount() or _did("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder))

    def close(self) -> None:
        """Nothing is mounted any more; what was on the disk is gone."""
        if self.folder.is_mount():
            _did("umount", "-l", str(self.folder))

    @contextmanager
    def with_room_for(self, room: int) -> Iterator[None]:
        """So many bytes and no more can be written."""
        found = os.statvfs(self.folder)
        self._remount(f"size={(found.f_blocks - found.f_bfree) * found.f_frsize + room}")
        try:
            yield
        finally:
            self._remount(f"size={SIZE}")

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing can be written."""
        self._remount("ro")
        try:
            yield
        finally:
            self._remount("rw")

    def _remount(self, options: str) -> None:
        if not _did("mount", "-o", f"remount,{options}", str(self.folder)):
            raise OSError(errno.EPERM, f"the disk at {self.folder} cannot be remounted with {options}")


def _did(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False
