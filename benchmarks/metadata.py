"""How many fields of papers come out exactly as the gold says: per corpus and field right, wrong, missed, invented.

    python -m benchmarks.metadata [--worst 5] [corpus …]

Values are compared by the rules of the development material's own scorer; each corpus is read in this process. For the
scans of the sixties a second line says how many titles come within a fifth of the gold: the gold has corrected what
the scan misread, and we do not.
"""

import argparse
import difflib
import json
import os
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import docpipe
from docpipe.rows import rows_of
from docpipe.tables.stamp import RunStamp

CORPORA = ("govhtml", "pkulaw_digital", "law_md", "work_reports", "nfra_penalty", "historical_ocr")
NOT_SOURCES = frozenset({"gold.json", "README.md"})
STAMP = RunStamp("benchmark", datetime(2026, 1, 1, tzinfo=UTC))
NEAR = 0.8


def shared() -> Path:
    """The folder of the development material."""
    return Path(os.environ.get("DOCPIPE_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def scorer() -> Any:
    """The scorer of the development material, as a module."""
    spec = spec_from_file_location("score_metadata", shared() / "bench" / "score_metadata.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared() / "bench" / "score_metadata.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(corpus: Path) -> dict[str, dict[str, Any]]:
    """File name to the row of its document; attachments are documents of their own and not asked."""
    found = {}
    for path in sorted(corpus.iterdir()):
        if path.is_file() and path.name not in NOT_SOURCES:
            document = docpipe.digest(path, profile="default")
            found[path.name] = rows_of(document, STAMP)["documents"][0]
    return found


def judged(gold: dict[str, Any], rows: dict[str, Any], rules: Any, silver: bool) -> Iterator[tuple[str, str, str, Any]]:
    """Field, verdict, file and both values, for all that the gold says; silver does not know what is absent."""
    for name, told in gold.items():
        entry = told.get("silver", {}) if silver else told
        if told.get("is_document") is False:
            continue
        for key, column in rules.FIELDS.items():
            if key not in entry or (key == "date_written" and "date_written_iso" in entry):
                continue
            want, got = rules.norm(entry[key]), rules.norm(rows[name].get(column))
            if want is None:
                if not silver:
                    yield key, "absent" if got is None else "invented", name, (want, got)
            else:
                right = "right" if rules.same(want, got) else "missed" if got is None else "wrong"
                yield key, right, name, (want, got)


def near(gold: dict[str, Any], rows: dict[str, Any]) -> int:
    """Titles that differ from the gold in at most a fifth of their characters."""
    return sum(
        difflib.SequenceMatcher(None, _plain(entry["title"]), _plain(rows[name]["title"] or "")).ratio() >= NEAR
        for name, entry in gold.items()
    )


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def show(corpus: str, silver: bool, worst: int, rules: Any, rows: dict[str, Any]) -> None:
    """One line per field, and the worst cases below it."""
    gold = json.loads((shared() / "corpus" / corpus / "gold.json").read_text("utf-8"))
    verdicts = list(judged(gold, rows, rules, silver))
    for key in dict.fromkeys(item[0] for item in verdicts):
        mine = [item for item in verdicts if item[0] == key]
        tally = Counter(item[1] for item in mine)
        asked = tally["right"] + tally["wrong"] + tally["missed"]
        share = tally["right"] / asked if asked else float("nan")
        print(
            f"{corpus + (' (silver)' if silver else ''):24}{key:20}{share:8.4f}  right {tally['right']}  "
            f"wrong {tally['wrong']}  missed {tally['missed']}  invented {tally['invented']}"
        )
        for _, verdict, name, values in [item for item in mine if item[1] not in {"right", "absent"}][:worst]:
            print(f"    {verdict}: {name}: {values[0]} | {values[1]}")
    if corpus == "historical_ocr":
        print(f"{corpus:24}title, near        {near(gold, rows):4} of {len(gold)}")


def main() -> None:
    """All corpora that are there, or those that were named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*")
    parser.add_argument("--worst", type=int, default=0)
    asked, _ = parser.parse_known_args()
    rules = scorer()
    for corpus in asked.corpora or CORPORA:
        started = time.process_time()
        rows = read(shared() / "corpus" / corpus)
        spent = (time.process_time() - started) * 1000 / max(len(rows), 1)
        for silver in (False, True) if corpus == "pkulaw_digital" else (False,):
            show(corpus, silver, asked.worst, rules, rows)
        print(f"{corpus:24}{spent:.1f} ms of processor time per file")


if __name__ == "__main__":
    main()
