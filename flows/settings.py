"""How Prefect runs here: offline, quiet, its home inside the project. Imported before prefect."""

import os
from pathlib import Path

DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # A first start migrates its database, which takes longer than the 20 seconds that Prefect grants itself.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


def prepare() -> None:
    """Prefect's environment is set, wherever the user has not set it; its home exists."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    home = Path(os.environ.setdefault("PREFECT_HOME", str(Path.cwd() / ".docpipe" / "prefect")))
    # Without its parent folder the server restarts in a loop until the start timeout.
    home.mkdir(parents=True, exist_ok=True)
