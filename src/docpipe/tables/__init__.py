"""The tables of a warehouse as pydantic row models: the one source of JSON Schema, Arrow schema and comments."""

from docpipe.tables.registry import TABLES, Table
from docpipe.tables.stamp import RunStamp

__all__ = ["TABLES", "RunStamp", "Table"]
