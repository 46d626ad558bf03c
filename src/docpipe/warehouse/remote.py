"""A warehouse on an object store, of which this machine has a working copy."""

import hashlib
import json
import os
import re
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from docpipe.warehouse import disk
from docpipe.warehouse.commit import commit
from docpipe.warehouse.layout import Layout
from docpipe.warehouse.lock import WarehouseBusy, waited_lock, writer_lock
from docpipe.warehouse.manifest import DataFile, Manifest, manifest_of
from docpipe.warehouse.objects import Found, Objects, Taken
from docpipe.warehouse.snapshot import current_number

ADDRESS = re.compile(r"^(s3|gs|az):/+(.+?)/*$")  # a Path has lost one of the two slashes
MARK = "remote.json"
# Data that no snapshot names may be what another writer is about to publish: left alone for so long.
UNPUBLISHED = timedelta(days=1)


def address_of(place: str | Path) -> str | None:
    """The address that is meant (s3://bucket/prefix), or None for a folder."""
    found = ADDRESS.match(str(place))
    return f"{found[1]}://{found[2]}" if found else None


def working_copy(address: str | Path) -> Path:
    """The folder on this machine that stands for the warehouse at an address; it has the newest snapshot.

    It lies in DOCPIPE_COPIES, by default ~/.cache/docpipe/copies. Whatever reads or writes it as a warehouse reads and
    writes the one at the address: writing takes the newest snapshot first and publishes there.
    """
    meant = address_of(address)
    if meant is None:
        raise ValueError(f"{address} is no address of an object store (s3://bucket/prefix)")
    home = Path(os.environ.get("DOCPIPE_COPIES") or Path.home() / ".cache" / "docpipe" / "copies")
    name = re.sub(r"\W+", "-", meant) + "-" + hashlib.sha256(meant.encode()).hexdigest()[:8]
    layout = Layout((home / name).resolve())
    layout.root.mkdir(parents=True, exist_ok=True)
    if not (layout.root / MARK).is_file():
        disk.write_json(layout.root / MARK, {"address": meant})
    remote = Remote(layout, meant)
    # Who writes here has fetched the newest snapshot when it began.
    with remote.turn(), suppress(WarehouseBusy), writer_lock(layout.lock, "a reader that fetches the newest snapshot"):
        remote.pull()
    return layout.root


def remote_of(layout: Layout) -> "Remote | None":
    """What the folder is a working copy of, if it is one."""
    mark = layout.root / MARK
    return Remote(layout, json.loads(mark.read_text("utf-8"))["address"]) if mark.is_file() else None


class RemoteLost(LookupError):
    """The address has not what the working copy was taken from."""


class Remote:
    """The warehouse at an address: `data/` as in a folder, and of every snapshot its manifest `snapshots/N.json`.

    The manifest is written last and only where there is none of that number: of two writers one wins.
    """

    def __init__(self, layout: Layout, address: str) -> None:
        self.layout, self.address = layout, address
        self._objects = Objects(address)

    def pull(self) -> None:
        """The newest snapshot is the newest one here, too. Nothing is changed where something cannot be fetched."""
        here, newest = current_number(self.layout) or 0, max(self._numbered(), default=0)
        if newest < here:
            raise RemoteLost(
                f"{self.address} has no snapshot {here}, of which {self.layout.root} is a copy; "
                "remove that folder if the warehouse was made anew"
            )
        if newest == here:
            return
        manifest = self._manifest(newest)
        for file in manifest.all_files():
            self._fetch(file)
        disk.remove(self.layout.snapshot(newest))  # of a writer that was killed
        commit(self.layout, manifest)

    def publish(self, manifest: Manifest) -> None:
        """The snapshot is the newest one at the address. Raises WarehouseBusy where another writer was faster."""
        there = {found.name.rpartition("/")[2] for found in self._objects.names("data")}
        for name in sorted(manifest.names() - there):
            self._objects.put(f"data/{name}", self.layout.data / name)
        content = json.dumps(manifest.as_json(), ensure_ascii=False, indent=1).encode()
        try:
            self._objects.create(_name(manifest.snapshot), content)
        except Taken:
            raise WarehouseBusy(
                f"another writer has published snapshot {manifest.snapshot} at {self.address}; "
                "nothing was changed: run again"
            ) from None

    def expire(self, keep: int, min_age: float) -> None:
        """Old snapshots are gone, all but the newest `keep` and those that were current within `min_age` seconds."""
        there, now = self._numbered(), datetime.now(UTC)
        order = sorted(there)
        replaced = {number: there[after].written for number, after in pairwise(order)}
        old = [number for number in order[:-keep] if now - replaced[number] >= timedelta(seconds=min_age)]
        if old:
            self._objects.remove([_name(number) for number in old])
        used = {name for number in there.keys() - set(old) for name in self._manifest(number).names()}
        unused = [found for found in self._objects.names("data") if found.name.rpartition("/")[2] not in used]
        gone = [found.name for found in unused if now - found.written >= UNPUBLISHED]
        if gone:
            self._objects.remove(gone)

    def _numbered(self) -> dict[int, Found]:
        named = {
            found.name.rpartition("/")[2].removesuffix(".json"): found for found in self._objects.names("snapshots")
        }
        return {int(name): found for name, found in named.items() if name.isdigit()}

    def _manifest(self, number: int) -> Manifest:
        return manifest_of(json.loads(self._objects.read(_name(number))), f"{self.address}/{_name(number)}")

    def _fetch(self, file: DataFile) -> None:
        """The data file is here, with the content that the manifest names."""
        home = self.layout.data / file.name
        if home.is_file():
            return
        self.layout.data.mkdir(parents=True, exist_ok=True)
        aside = self.layout.data / f".{file.name}.tmp"
        self._objects.fetch(f"data/{file.name}", aside)
        if disk.sha256_of_file(aside) != file.sha256:
            aside.unlink()
            raise OSError(f"{self.address}/data/{file.name} is not what was published: its SHA-256 is another")
        disk.settle(aside, home)

    def turn(self) -> AbstractContextManager[None]:
        """Of several processes here, one at a time brings the copy up to date or begins to write; others wait."""
        return waited_lock(self.layout.fetching)


def _name(number: int) -> str:
    return f"snapshots/{number:08d}.json"
