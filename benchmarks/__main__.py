"""All benchmarks: `python -m benchmarks`, or one: `python -m benchmarks.speed`."""

import os
from pathlib import Path

from benchmarks import alignment, digitizing, extraction, faults, leaks, literary, metadata, speed, splitting

shared = Path(os.environ.get("DOCPIPE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
speed.main()
literary.main()
digitizing.main(["--pages", "3", "--only", "text,encoding,scan"])
if (shared / "extraction").is_dir():
    extraction.main()
    leaks.main()
    alignment.main()
    splitting.main()
    faults.main()
    metadata.main()
else:
    print(f"accuracy is measured where the development material is present; there is none at {shared}")
