"""XML parts of a document that is a ZIP of them (Word, OpenDocument, OFD, EPUB, Excel), read within limits."""

import posixpath
import zipfile
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from docpipe.readers.unreadable import Unreadable

PART_BYTES = 64 << 20  # as a tree it is ten times as large
ALL_BYTES = 256 << 20
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ENCRYPTED = 0x1


class Parts:
    """The members of such a file. Everything that is wrong with it is an `Unreadable`."""

    def __init__(self, content: bytes, what: str) -> None:
        self.what, self.left = what, ALL_BYTES
        try:
            self.archive = zipfile.ZipFile(BytesIO(content))
            self.names = dict.fromkeys(info.filename for info in self.archive.infolist())
        except Exception as broken:
            raise Unreadable("corrupt", f"no {what} that can be opened: {broken}"[:300]) from broken

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a part. Raises Unreadable where it is absent, encrypted, damaged or too large."""
        try:
            info = self.archive.getinfo(name)
            if info.flag_bits & ENCRYPTED:
                raise Unreadable("encrypted", f"the {self.what} is encrypted: a password is needed")
            with self.archive.open(info) as file:
                content = file.read(PART_BYTES + 1)
        except Unreadable:
            raise
        except Exception as broken:
            raise Unreadable("corrupt", f"{name} of the {self.what} cannot be read: {broken}"[:300]) from broken
        self.left -= len(content)
        if len(content) > PART_BYTES or self.left < 0:
            raise Unreadable("too_large", f"{name} of the {self.what} unpacks to more than {PART_BYTES >> 20} MB")
        return content

    def xml(self, name: str) -> Any:
        """The root of a part; entities and DTDs are refused, nothing is fetched."""
        from defusedxml.ElementTree import fromstring

        content = self.bytes_of(name)
        try:
            return fromstring(content, forbid_dtd=True)
        except Exception as broken:
            reason = f"{name} of the {self.what} is no XML: {type(broken).__name__}: {broken}"[:300]
            raise Unreadable("corrupt", reason) from broken

    def maybe_xml(self, name: str | None) -> Any:
        """The root of a part that a file can do without; None where it is absent or damaged."""
        if name is None or name not in self.names:
            return None
        try:
            return self.xml(name)
        except Unreadable as refused:
            if refused.code == "too_large":
                raise
            return None

    def targets(self, name: str) -> list[tuple[str, str, str]]:
        """(id, last word of the type, part name) of what a part of an Office file points to inside the file."""
        folder, base = posixpath.split(name)
        root = self.maybe_xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for link in root.findall(f"{RELATIONS}Relationship") if root is not None else ():
            target = unquote(link.get("Target", ""))
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((link.get("Id", ""), link.get("Type", "").rsplit("/", 1)[-1], target))
        return found
