"""The accepted documents or the tables of a warehouse in formats of other tools and standards."""

from docpipe.export.formats import FORMATS, TABLES_OF, export

__all__ = ["FORMATS", "TABLES_OF", "export"]
