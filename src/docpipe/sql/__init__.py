"""SQL over a warehouse: the one door to DuckDB."""

from duckdb import Error as SqlError

from docpipe.sql.connection import Connection, connect
from docpipe.sql.examples import example_query
from docpipe.sql.folder import NoWarehouse
from docpipe.sql.laws import Breach, Law, check_laws, laws
from docpipe.sql.previous import past_snapshots, previous_snapshot
from docpipe.sql.result import Result
from docpipe.sql.statements import Refused

__all__ = [
    "Breach",
    "Connection",
    "Law",
    "NoWarehouse",
    "Refused",
    "Result",
    "SqlError",
    "check_laws",
    "connect",
    "example_query",
    "laws",
    "past_snapshots",
    "previous_snapshot",
]
