"""docpipe turns a folder of documents into a validated, traceable, queryable Parquet warehouse.

`digest(path)` reads one document; `connect(warehouse)` opens a warehouse for SQL. Neither imports Prefect.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docpipe.document import Document as Document
    from docpipe.opened import connect as connect
    from docpipe.profile_file import load_profile as load_profile
    from docpipe.readers import Unreadable as Unreadable
    from docpipe.walk import digest as digest

__all__ = ["Document", "Unreadable", "connect", "digest", "load_profile"]
__version__ = "0.1.0"

_HOMES = {
    "digest": "docpipe.walk",
    "Document": "docpipe.document",
    "load_profile": "docpipe.profile_file",
    "Unreadable": "docpipe.readers",
    "connect": "docpipe.opened",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first asked for, so that `docpipe --help` answers at once."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'docpipe' has no attribute {name!r}")
