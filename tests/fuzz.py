"""Damaged copies of a file of every format: `python -m tests.fuzz --copies 100000`; none may crash or hang a run.

A copy may give a document or a refusal with a reason. What ends or hangs a reader's process, or gives a fault of ours
(`reader_failed`, `internal_error`), is printed with its seed and makes the exit code 1. A copy that took too long is read
again alone with more time, for the machine may have been busy.
"""

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from docpipe.engine.work_rows import media_of
from docpipe.profile_file import load_profile
from docpipe.readers import Unreadable, is_container
from docpipe.readers.host import HUNG, Host
from docpipe.source import Source
from docpipe.walk import Refusal, digest_source
from tests.readers.formats import MAKERS

SECONDS, PATIENT = 20.0, 100.0  # that a reader may take for a copy, and for one that is read again
EVERY = 1_000  # copies after which counts are told
OURS = frozenset({"killed_worker", HUNG, "reader_failed", "internal_error"})


class Damage(NamedTuple):
    """A copy: which sample, which seed, its bytes."""

    name: str
    seed: int
    content: bytes


def damaged(samples: dict[str, bytes], seed: int) -> Damage:
    """A copy of one of the samples with bits flipped, cut, spliced with itself or another, or bytes repeated."""
    chance = random.Random(seed)
    name = chance.choice(sorted(samples))
    content = bytearray(samples[name])
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(content) + 1)
        way = chance.randrange(6)
        if way == 0:
            for _ in range(chance.choice((1, 4, 40))):
                if content:
                    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        elif way == 1:
            del content[at:]
        elif way == 2:
            del content[at : at + chance.choice((1, 16, 300))]
        elif way == 3:
            other = samples[chance.choice(sorted(samples))]
            start = chance.randrange(len(other) + 1)
            content[at:at] = other[start : start + chance.choice((8, 200, 4000))]
        elif way == 4:
            content[at:at] = content[at : at + 64] * chance.choice((2, 50))
        else:
            content[at : at + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f")
            )
    return Damage(name, seed, bytes(content))


def outcomes(host: Host, copy: Damage, seconds: float = SECONDS) -> list[str]:
    """What a copy, or each member of it, came to: "ok", or the code of a refusal or of a fault of ours."""
    source = Source("fuzz", copy.name, size=len(copy.content))
    source = replace(source, media_type=media_of(copy.content, source))
    if source.media_type is None or not is_container(source.media_type):
        return [_of_one(host, copy.content, source, seconds)]
    found = []
    try:
        for member in host.members(copy.content, source, seconds, lambda: None):
            if member.content is None:
                found.append(member.code or "no code")
            else:
                inner = replace(
                    member.source, media_type=member.source.media_type or media_of(member.content, member.source)
                )
                found.append(_of_one(host, member.content, inner, seconds))
    except Unreadable as refused:
        found.append(refused.code)
    return found


def _of_one(host: Host, content: bytes, source: Source, seconds: float) -> str:
    reader = partial(host.read, seconds=seconds, sign=lambda: None)
    result = digest_source(source, content, load_profile("default"), reader=reader)
    if isinstance(result, Refusal):
        return result.code
    return "internal_error" if any(item.code == "internal_error" for item in result.problems) else "ok"


def fuzz(copies: int, first: int = 0, seconds: float | None = None) -> tuple[Counter[str], list[str]]:
    """How often each outcome came, and the copies that found a fault of ours."""
    samples = {name: make() for name, make in MAKERS.items()}
    counts: Counter[str] = Counter()
    faults: list[str] = []
    started = time.monotonic()
    with Host() as host:
        for seed in range(first, first + copies):
            if seconds is not None and time.monotonic() - started > seconds:
                break
            copy = damaged(samples, seed)
            try:
                found = outcomes(host, copy)
                if HUNG in found:
                    counts["read again"] += 1
                    with Host() as alone:
                        found = outcomes(alone, copy, PATIENT)
            except KeyboardInterrupt:  # what was read up to here is told
                break
            counts.update(found)
            counts["copies"] += 1
            faults += [f"{code}: {copy.name}, seed {seed}" for code in found if code in OURS]
            if counts["copies"] % EVERY == 0:
                print(f"{dict(counts.most_common())}, {faults}", file=sys.stderr, flush=True)
    return counts, faults


def main() -> int:
    """Prints counts and faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seconds", type=float, default=None, help="end after so long")
    args = parser.parse_args()
    counts, faults = fuzz(args.copies, args.first, args.seconds)
    print("\n".join(f"{count:8} {code}" for code, count in counts.most_common()))
    print("\n".join(faults[:100]) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
