"""The accepted documents of a warehouse in formats of other tools and standards."""

from docpipe.export.formats import FORMATS, export

__all__ = ["FORMATS", "export"]
