"""Where things lie in a warehouse folder."""

from pathlib import Path
from typing import NamedTuple


class Layout(NamedTuple):
    """The folder of a warehouse and the names in it."""

    root: Path

    @property
    def data(self) -> Path:
        """Immutable Parquet files, named after their content."""
        return self.root / "data"

    @property
    def snapshots(self) -> Path:
        """One folder per snapshot: `manifest.json`, `datapackage.json`, a folder per table with links to its files."""
        return self.root / "snapshots"

    @property
    def staging(self) -> Path:
        """What runs have written and nobody has published."""
        return self.root / "staging"

    @property
    def current(self) -> Path:
        """Symlink to the newest snapshot; replacing it is the commit."""
        return self.root / "current"

    @property
    def lock(self) -> Path:
        """Held by the one writer."""
        return self.root / ".lock"

    @property
    def fetching(self) -> Path:
        """Of a working copy, held by who brings it up to date."""
        return self.root / ".fetching"

    @property
    def database(self) -> Path:
        """DuckDB file with views on the newest snapshot."""
        return self.root / "docpipe.duckdb"

    def snapshot(self, number: int) -> Path:
        """The folder of a snapshot."""
        return self.snapshots / f"{number:08d}"
