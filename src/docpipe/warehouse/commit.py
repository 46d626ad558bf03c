"""A new snapshot takes the place of the newest one, for all tables at once."""

import os
from collections.abc import Callable

from docpipe.tables import TABLES
from docpipe.warehouse import datapackage, disk
from docpipe.warehouse.layout import Layout
from docpipe.warehouse.manifest import Manifest
from docpipe.warehouse.snapshot import Snapshot


def commit(layout: Layout, manifest: Manifest, publish: Callable[[Manifest], None] | None = None) -> Snapshot:
    """The snapshot is the newest one. Before the last step nothing has changed for readers, after it everything.

    Of a working copy, `publish` makes it the newest one where others read it; if that fails, nothing has changed here.
    """
    home = layout.snapshot(manifest.snapshot)
    aside = layout.snapshots / f".{home.name}.tmp"
    disk.remove(aside)
    for table in TABLES:
        (aside / table).mkdir(parents=True)
        for file in manifest.files(table):
            disk.link(layout.data / file.name, aside / table / file.name)
    disk.flush(layout.data)
    disk.write_json(aside / "manifest.json", manifest.as_json())
    disk.write_json(aside / datapackage.NAME, datapackage.data_package(manifest))
    disk.move_folder(aside, home)
    if publish is not None:
        try:
            publish(manifest)
        except BaseException:
            disk.remove(home)
            raise
    disk.point(layout.current, os.path.relpath(home, layout.root))
    return Snapshot(home, manifest)
