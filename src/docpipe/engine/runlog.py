"""What a run did, as JSON lines of bounded size: ten thousand bad files are a handful of lines."""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docpipe.engine.plan import Plan
from docpipe.engine.summary import RunSummary

log = logging.getLogger(__name__)
FOLDER = "logs"
# Logs of the newest runs that are kept, reasons that a log tells of, characters of a message.
KEPT_RUNS, REASONS, CHARS = 400, 50, 2000


class RunLog:
    """`logs/<run>.jsonl` in the warehouse; without a folder nothing is written. A full disk stops no run."""

    def __init__(self, root: Path | None, run_id: str) -> None:
        self.run_id = run_id
        self.file = root / FOLDER / f"{run_id}.jsonl" if root is not None else None

    def planned(self, plan: Plan, flow_run_id: str | None, *, resumed: bool) -> None:
        """The look at raw/ is done."""
        self._write(
            "planned",
            collections=sorted(plan.settings),
            profiles={name: setting.profile_digest for name, setting in plan.settings.items()},
            sources=plan.sources,
            unchanged=plan.unchanged,
            work=plan.work,
            batches=len(plan.batches),
            bytes=plan.bytes,
            resumed=resumed,
            flow_run_id=flow_run_id,
        )

    def finished(self, summary: RunSummary) -> None:
        """The run has ended well: counts, then one line for each reason, with examples. Old logs are gone."""
        for reason, count in summary.reasons.most_common(REASONS):
            self._write("sources", reason=reason, count=count, examples=summary.examples.get(reason, []))
        if len(summary.reasons) > REASONS:
            self._write("sources", reason="others", count=sum(summary.reasons.values()), reasons=len(summary.reasons))
        self._write(
            "finished",
            statuses=dict(summary.statuses),
            problems=dict(summary.problems.most_common(REASONS)),
            unchanged=summary.unchanged,
            deleted=summary.deleted,
            resumed=summary.resumed,
            killed=summary.killed,
            seconds=round(summary.seconds, 3),
            snapshot=summary.snapshot,
            published=summary.published,
        )
        self._drop_old()

    def failed(self, fault: BaseException) -> None:
        """The run has ended by this."""
        where = traceback.extract_tb(fault.__traceback__)
        self._write(
            "failed",
            error=type(fault).__name__,
            message=str(fault)[:CHARS],
            at=[f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in where[-8:]],
        )

    def _write(self, event: str, **said: Any) -> None:
        if self.file is None:
            return
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "run_id": self.run_id,
            "event": event,
        } | said
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as refused:
            log.warning("the log of run %s cannot be written: %s", self.run_id, refused)

    def _drop_old(self) -> None:
        if self.file is None or not self.file.parent.is_dir():
            return
        for old in sorted(self.file.parent.glob("*.jsonl"))[:-KEPT_RUNS]:
            old.unlink(missing_ok=True)
