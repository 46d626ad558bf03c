"""A small invented collection that changes from night to night, the same way for the same seed."""

import hashlib
import random
from pathlib import Path
from typing import Any

from docpipe.sql import connect
from docpipe.tables import TABLES

OFFICES = ["白石县水利局", "青川市林业局", "南浦区教育局", "石桥镇人民政府", "云岭县农业局"]
MATTERS = ["河道清淤", "校舍检修", "造林验收", "道路养护", "粮食储备", "档案整理", "防汛值守", "桥梁检测"]


def text(rng: random.Random, number: int) -> str:
    """A notice; its wording depends on nothing but the generator."""
    office, matter = rng.choice(OFFICES), rng.choice(MATTERS)
    year, month, day = rng.randint(2001, 2024), rng.randint(1, 12), rng.randint(1, 28)
    count = rng.randint(2, 30)
    body = "\n".join(f"第{rng.randint(1, 90)}条：{matter}由{rng.choice(OFFICES)}第{n}科负责。" for n in range(count))
    return (
        f"关于做好{matter}工作的通知\n\n{office}\n水〔{year}〕{number}号\n\n各乡镇：\n\n{body}\n\n"
        f"{office}\n{year}年{month}月{day}日\n"
    )


class World:
    """raw/ as it is after some nights; what is on the disk can be made so again (`write`)."""

    def __init__(self, raw: Path, seed: int, files: int) -> None:
        self.raw, self.rng, self.next = raw, random.Random(seed), 0
        self.content: dict[str, bytes] = {}
        for _ in range(files):
            self.arrive()
        self.write()

    def arrive(self) -> None:
        """One more file: most a notice, some a copy, some empty, some no text."""
        kind, collection = self.rng.random(), self.rng.choice("ab")
        name, there = f"{collection}/{self.next:05}.txt", self.names()
        self.next += 1
        if kind < 0.03:
            self.content[name] = b""
        elif kind < 0.05:
            self.content[name] = bytes(range(256)) * 8
        elif kind < 0.10 and there:
            self.content[name] = self.content[self.rng.choice(there)]
        else:
            self.content[name] = text(self.rng, self.next).encode()

    def names(self) -> list[str]:
        """All documents, in order."""
        return sorted(name for name in self.content if name.endswith(".txt"))

    def night(self) -> None:
        """What happens between two runs: arrivals, changes, deletions, now and then an edit of a profile."""
        for _ in range(self.rng.randint(0, 3)):
            self.arrive()
        for _ in range(self.rng.randint(0, 2)):
            self.content[self.rng.choice(self.names())] = text(self.rng, self.rng.randint(1, 999)).encode()
        if self.rng.random() < 0.4:
            del self.content[self.rng.choice(self.names())]
        if self.rng.random() < 0.03:
            first, collection = self.rng.randint(1990, 2004), self.rng.choice("ab")
            own = f'name = "own"\nextends = ["default"]\n[expect]\nyears = [{first}, 2100]\n'
            self.content[f"{collection}/collection.toml"] = own.encode()
        self.write()

    def write(self) -> None:
        """The disk is as it should be; what is so already is not touched."""
        for collection in ("a", "b"):
            (self.raw / collection).mkdir(parents=True, exist_ok=True)
        for file in self.raw.glob("*/*"):
            if file.relative_to(self.raw).as_posix() not in self.content:
                file.unlink()
        for name, content in self.content.items():
            file = self.raw / name
            if not file.is_file() or file.read_bytes() != content:
                file.write_bytes(content)


# Rows and a hash of each table.
Tables = dict[str, tuple[int, str]]


def tables(warehouse: Path) -> Tables:
    """Rows and a hash of every table but `runs`, without the columns that tell of runs; the same for equal content."""
    found = {}
    with connect(warehouse) as connection:
        for name, table in TABLES.items():
            if name == "runs":
                continue
            told = set(table.marked("run_column"))
            columns = ", ".join(f'"{column}"' for column in table.columns if column not in told)
            rows: list[Any] = connection.sql(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall()
            found[name] = (len(rows), hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return found


def differences(found: Tables, wanted: Tables) -> list[str]:
    """Tables that are not the same."""
    return [f"{name}: {found[name]}, expected {wanted[name]}" for name in wanted if found[name] != wanted[name]]
