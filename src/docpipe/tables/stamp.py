"""Which run makes a row."""

from datetime import UTC, datetime
from typing import NamedTuple

import docpipe


class RunStamp(NamedTuple):
    """What every row of a run carries: the run, when, and the version. `processed_at` is stored as UTC."""

    run_id: str
    processed_at: datetime
    docpipe_version: str = docpipe.__version__

    @property
    def utc(self) -> datetime:
        """The moment in UTC without a zone, as tables store it; a moment without a zone is taken as UTC."""
        return self.processed_at.astimezone(UTC).replace(tzinfo=None) if self.processed_at.tzinfo else self.processed_at
