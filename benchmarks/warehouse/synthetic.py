"""Realistic collections of any size: rows of the tables, and the tiny files in raw/ that they come from."""

import hashlib
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

import docpipe
from docpipe.rows import work_key
from docpipe.source import Source
from docpipe.warehouse import Stage, arrow_schema, disk, parquet
from docpipe.warehouse.arrow import in_order
from docpipe.warehouse.stage import Staged

PLACES = [f"{a}{b}" for a in "云石平林江安明临青白" for b in "水门湖山河川溪城泉岭"]
BODIES = "人民政府 水利局 教育局 档案局 财政局 农业农村局 民政局 住房和城乡建设局 交通运输局 卫生健康委员会".split()
KINDS = "通知 意见 函 批复 公告 通报 决定 方案".split()
TOPICS = "修剪树木 整理旧档案 清理河道 发放补助 检查用电安全 农村饮水 公交线路调整 冬季供热 图书借阅 校舍维修".split()
WORDS = (
    "为 加强 全市 各 单位 工作 管理 要求 认真 组织 落实 责任 按照 有关 规定 进一步 完善 制度 做好 "
    "检查 报送 情况 经 研究 现 将 事项 如下 请 结合 实际 贯彻 执行 群众 服务 水平 提高 项目 资金 "
    "使用 监督 村镇 社区 学校 医院 道路 河道 档案 安全"
).split()
CLUTTER = ("首页 > 政务公开 > 文件\n", "相关链接\n关于其他事项的通知\n", "主办单位：{place}信息中心 备案号00000000\n")
LOT = 5_000  # documents of a stage
FILE = "{place}文件{number}\n"


@dataclass
class Lot:
    """Rows of some documents, a list of values per column."""

    columns: dict[str, dict[str, list[Any]]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> None:
        """One more row; columns that are not named are NULL."""
        for name, value in values.items():
            self.columns.setdefault(table, {}).setdefault(name, []).append(value)

    def table(self, name: str) -> pa.Table:
        """The rows of a table, in order."""
        given, schema = self.columns[name], arrow_schema(name)
        size = len(next(iter(given.values())))
        arrays = [
            pa.array(given[item.name], item.type) if item.name in given else pa.nulls(size, item.type)
            for item in schema
        ]
        return in_order(name, pa.Table.from_arrays(arrays, schema=schema))


@dataclass(frozen=True)
class Collection:
    """A collection that can be made again: the same numbers give the same documents.

    There are `LOT` different papers; from one lot to the next only their names, ids and file contents differ.
    """

    name: str
    profile_digest: str
    run_id: str
    files: Path | None = None

    def lots(self, first: int, count: int) -> Iterator[dict[str, pa.Table]]:
        """Tables of the documents from number `first` on, in lots."""
        papers = Lot()
        for number in range(min(LOT, count)):
            self._document(papers, number)
        tables = {name: papers.table(name) for name in papers.columns}
        ids = pa.array([self.source_id(number) for number in range(min(LOT, count))])
        owned = {
            name: pc.index_in(data["document_id" if name != "sources" else "source_id"], ids)
            for name, data in tables.items()
        }
        for start in range(first, first + count, LOT):
            numbers = range(start, min(start + LOT, first + count))
            yield {name: self._renamed(name, data, owned[name], numbers) for name, data in tables.items()}

    def _renamed(self, table: str, data: pa.Table, owned: pa.ChunkedArray, numbers: range) -> pa.Table:
        """The rows as those of other documents."""
        owned = owned.combine_chunks()
        if len(numbers) < LOT:
            kept = pc.less(owned, len(numbers))
            data, owned = data.filter(kept), owned.filter(kept)
        new = {"source_id": [self.source_id(number) for number in numbers]}
        new["document_id"] = new["source_id"]
        if table == "sources":
            found = [self._file(number) for number in numbers]
            new["sha256"] = [hashlib.sha256(content).hexdigest() for content, _ in found]
            new["bytes"], new["mtime_ns"] = [len(content) for content, _ in found], [mtime for _, mtime in found]
            version = docpipe.__version__
            new["key"] = [work_key(sha256, self.profile_digest, version) for sha256 in new["sha256"]]
            new["path"] = [self.path(number) for number in numbers]
        if table == "documents":
            new["source_path"] = [self.path(number) for number in numbers]
        for name, values in new.items():
            if name in data.column_names:
                at = data.schema.get_field_index(name)
                data = data.set_column(
                    at, data.schema.field(at), pa.array(values, data.schema.field(at).type).take(owned)
                )
        return in_order(table, data)

    def path(self, number: int) -> str:
        """The path of a document's file, a thousand to a folder."""
        return f"{number // 1000:05}/{number:08}.txt"

    def source_id(self, number: int) -> str:
        """The id of a document."""
        return Source(self.name, self.path(number)).source_id

    def _file(self, number: int) -> tuple[bytes, int]:
        """Content of the tiny file and the time of its last change; it is written where there is a folder for it."""
        content = FILE.format(place=PLACES[number % len(PLACES)], number=number).encode()
        if self.files is None:
            return content, 1_700_000_000_000_000_000
        path = self.files / self.path(number)
        if number % 1000 == 0 or not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return content, os.stat(path).st_mtime_ns

    def _document(self, lot: Lot, number: int) -> None:
        dice = random.Random(number)
        sha256, source_id = "", self.source_id(number)
        place = PLACES[min(int(dice.expovariate(0.06)), len(PLACES) - 1)]
        issuer, kind, topic = place + dice.choice(BODIES), dice.choice(KINDS), dice.choice(TOPICS)
        signed = date(1990, 1, 1) + timedelta(days=int(dice.random() ** 0.5 * 12_700))
        title = f"{issuer}关于{topic}的{kind}"
        doc_number = f"{place[0]}政发〔{signed.year}〕{number % 400 + 1}号"
        paragraphs = [_paragraph(dice) for _ in range(dice.randint(4, 9))]
        parts = [("clutter", "breadcrumb", CLUTTER[0]), ("original", "masthead", issuer + "\n")]
        parts += [("original", "doc_number", doc_number + "\n"), ("original", "title", title + "\n")]
        parts += [("original", "paragraph", text + "\n") for text in paragraphs]
        parts += [("original", "signatory", issuer + "\n"), ("original", "date", f"{signed:%Y年%m月%d日}\n")]
        parts += [("clutter", "related_link", CLUTTER[1]), ("clutter", "copyright", CLUTTER[2].format(place=place))]
        at, places = 0, {}
        for seq, (part, role, text) in enumerate(parts):
            end = at + len(text)
            places[role] = at, end - 1
            rule = "rule:" + role if part == "clutter" else "model:text" if role == "paragraph" else "paper"
            lot.add(
                "blocks", document_id=source_id, seq=seq, start=at, end=end, part=part, role=role, language="zh-Hans",
                text=text, rule=rule, confidence=0.9,
            )  # fmt: skip
            at = end
        for seq, (name, value, role) in enumerate(
            [("doc_number", doc_number, "doc_number"), ("title", title, "title"), ("issuers", issuer, "masthead")]
        ):
            start, end = places[role]
            lot.add(
                "fields", document_id=source_id, seq=seq, name=name, value=value, verbatim=value, start=start, end=end,
                part="original", rule="paper", confidence=0.9,
            )  # fmt: skip
        lot.add(
            "links", document_id=source_id, seq=0, kind="related_link", label="相关链接", text="关于其他事项的通知",
            start=places["related_link"][0] + 5, end=places["related_link"][1],
        )  # fmt: skip
        lot.add(
            "sources", source_id=source_id, collection=self.name, path=self.path(number), sha256=sha256,
            bytes=0, media_type="text/plain", mtime_ns=0, status="accepted", key="", profile_hash=self.profile_digest,
            docpipe_version=docpipe.__version__, first_run_id=self.run_id, last_run_id=self.run_id, seconds=0.01,
        )  # fmt: skip
        lot.add(
            "documents", document_id=source_id, source_id=source_id, collection=self.name,
            source_path=self.path(number), source_sha256=sha256, text_sha256=_sha256(parts), media_type="text/plain",
            encoding="utf-8", reader="text",
            status="accepted", language="zh-Hans", title=title, doc_kind=kind, doc_number=doc_number,
            doc_number_code=place[0] + "政发", doc_number_year=signed.year, doc_number_serial=number % 400 + 1,
            issuers=[issuer], signatories=[issuer], signed_on=signed, signed_on_precision="day",
            body="\n".join(paragraphs), body_chars=sum(map(len, paragraphs)), text_chars=at,
            clutter_chars=sum(len(text) for part, _, text in parts if part == "clutter"), translation_chars=0,
            profile="default", docpipe_version=docpipe.__version__, run_id=self.run_id,
            processed_at=datetime(2026, 1, 1),
        )  # fmt: skip


def _sha256(parts: list[tuple[str, str, str]]) -> str:
    return hashlib.sha256("".join(text for _, _, text in parts).encode()).hexdigest()


def _paragraph(dice: random.Random) -> str:
    return "".join(dice.choices(WORDS, k=dice.randint(30, 60))) + "。"


def staged(folder: Path, batch_id: str, tables: dict[str, pa.Table]) -> Stage:
    """The tables as a stage, its Parquet files written as a run writes them (the rows are not checked one by one)."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, data in tables.items():
        file = folder / f"{batch_id}.{name}.parquet"
        parquet.write(file, name, data)
        files[name] = Staged(file.name, len(data), data.nbytes, disk.sha256_of_file(file))
    return Stage(folder, batch_id, files, files["sources"].rows)


def run_row(run_id: str, sources: int) -> dict[str, Any]:
    """A row of `runs`."""
    counts = dict.fromkeys(("unchanged", "held", "unreadable", "duplicate", "deleted", "bytes"), 0)
    now = datetime.now(UTC).replace(tzinfo=None)
    return {
        "run_id": run_id, "started_at": now, "finished_at": None, "collection": None, "flow_run_id": None,
        "engine": "local", "docpipe_version": docpipe.__version__, "snapshot": None, "sources": sources,
        "accepted": sources, "seconds": 0.0, "blocks": None, "fields": None, "problems": None, **counts,
    }  # fmt: skip
