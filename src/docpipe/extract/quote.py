"""Quotations from blocks: every field says exactly the characters that stand at its span."""

import re
from typing import NamedTuple

from docpipe.document import ORIGINAL, Block, Field
from docpipe.profile import Profile
from docpipe.span import Span
from docpipe.values.kind import SPACED_END

RESIDUE = re.compile(r"(?:\s*&[a-z]{2,6};)+$")
MARK = re.compile(r"^#{1,6}\s+(?=\S)")
# 云 岭 省 水 务 厅
LETTERS_APART = re.compile(r"^[\u4e00-\u9fff](?:[ \t\u3000\xa0]+[\u4e00-\u9fff]){3,}$")
SPACED_OUT = re.compile(r"[ \t\u3000\xa0]+")
HAN_EDGE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]$")


class Item(NamedTuple):
    """A block's text without the white space around it, and where it stands."""

    text: str
    start: int
    end: int
    rule: str
    role: str
    confidence: float


class Quoter:
    """The blocks of one part by role, and fields made of them."""

    def __init__(self, text: str, blocks: list[Block], profile: Profile, part: str = ORIGINAL) -> None:
        self.text, self.profile, self.part = text, profile, part
        self.blocks = blocks
        self._by_role: dict[str, list[Block]] = {}
        self._items: dict[str, list[Item]] = {}
        for block in blocks:
            self._by_role.setdefault(block.role, []).append(block)

    def item(self, block: Block) -> Item:
        """The stripped text of a block, without the mark that Markdown puts before a heading."""
        raw = block.span.of(self.text)
        stripped = raw.strip()
        start = block.span.start + len(raw) - len(raw.lstrip())
        if stripped[:1] == "#" and (mark := MARK.match(stripped)):
            stripped, start = stripped[mark.end() :], start + mark.end()
        if stripped[-1:] == ";" and "&" in stripped:
            stripped = RESIDUE.sub("", stripped).rstrip() or stripped
        return Item(stripped, start, start + len(stripped), block.rule, block.role, block.confidence)

    def items(self, role: str) -> list[Item]:
        """The blocks of a role, in order."""
        found = self._items.get(role)
        if found is None:  # many roles are never asked for
            found = self._items[role] = [self.item(block) for block in self._by_role.get(role, ())]
        return found

    def runs(self, role: str) -> list[Item]:
        """The first run of blocks of a role that stand next to each other, by one rule."""
        run: list[Item] = []
        for block in self.blocks:
            if block.role == role and (not run or block.rule == run[0].rule):
                run.append(self.item(block))
            elif run:
                break
        return run

    def joined(self, run: list[Item]) -> str:
        """Lines as one: nothing between Chinese characters, a space between words."""
        texts = [SPACED_OUT.sub("", item.text) if _apart(item.text) else item.text for item in run]
        value = texts[0]
        for text in texts[1:]:
            value += ("" if HAN_EDGE.search(value) or HAN_EDGE.search(text[0]) else " ") + text
        return re.sub(r"[ \t\u3000\xa0]+", " ", value)

    def field(self, name: str, value: str, span: Span, rule: str, confidence: float = 1.0) -> Field:
        """A field that quotes a span."""
        return Field(name, value, span.of(self.text), span, rule=rule, confidence=confidence, part=self.part)

    def inside(self, name: str, value: str, item: Item, start: int, end: int, rule: str) -> Field:
        """A field that quotes a stretch of a block; `start` and `end` count from the block's first character."""
        return self.field(name, value, Span(item.start + start, item.start + end), rule)


def _apart(text: str) -> bool:
    return LETTERS_APART.match(text) is not None or SPACED_END.match(text) is not None
