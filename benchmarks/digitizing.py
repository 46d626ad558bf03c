# ruff: noqa: E501
"""How exactly pages are read: `python -m benchmarks.digitizing [--pages N] [--only text,scan,table,encoding,real]`."""

import argparse
import os
import random
import statistics
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from benchmarks.pages import LAYOUTS, Sheet, fonts, passage, pdf_of, picture_of, scanned, table, upright
from docpipe.readers import Unreadable, read
from docpipe.readers.encoding import decode
from docpipe.reading import Reading
from docpipe.source import Source
from docpipe.walk import digest

os.environ["DOCPIPE_CACHE"] = ""  # nothing that was recognised before is taken


def plain(text: str) -> str:
    """Text as it is compared: full width as half width, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def distance(one: str, two: str) -> int:
    """Edits from one text to the other (Myers' bit vectors)."""
    if not one or not two:
        return len(one) + len(two)
    masks: dict[str, int] = {}
    for at, char in enumerate(one):
        masks[char] = masks.get(char, 0) | 1 << at
    full, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, score = full, 0, len(one)
    for char in two:
        same = masks.get(char, 0)
        diagonal = (((same & up) + up) ^ up) | same | down
        more, less = down | ~(diagonal | up) & full, diagonal & up
        score += bool(more & last) - bool(less & last)
        more = more << 1 | 1
        up, down = (less << 1 | ~(diagonal | more)) & full, more & diagonal & full
    return score


def body_of(reading: Reading) -> str:
    """What a reading says without page numbers and running heads."""
    return plain("".join(reading.text[item.span.start : item.span.end] for item in reading.pieces if not item.style))


class Tally:
    """Errors and characters, page by page."""

    def __init__(self) -> None:
        self.errors = self.chars = self.pages = self.cells = self.right_cells = 0
        self.numbers = self.right_numbers = self.dates = self.right_dates = 0
        self.seconds = 0.0
        self.worst: list[tuple[float, str]] = []

    def add(self, sheet: Sheet, reading: Reading, seconds: float) -> None:
        wanted = plain("".join(sheet.paragraphs))
        found = body_of(reading)
        for line in sheet.furniture:
            found = found.replace(plain(line), "")
        wrong = distance(wanted, found)
        self.errors, self.chars, self.pages = self.errors + wrong, self.chars + len(wanted), self.pages + 1
        self.seconds += seconds
        self.worst.append((wrong / max(1, len(wanted)), sheet.name))
        self._cells(sheet, reading)

    def _cells(self, sheet: Sheet, reading: Reading) -> None:
        held: dict[tuple[int, int], str] = {}
        for item in reading.pieces:
            if item.cell is not None:
                place = item.cell.row, item.cell.column
                held[place] = held.get(place, "") + reading.text[item.span.start : item.span.end]
        for row, cells in enumerate(sheet.cells):
            for column, cell in enumerate(cells):
                self.cells += 1
                self.right_cells += plain(held.get((row, column), "")) == plain(cell)

    def say(self, name: str) -> str:
        rate = 100 * self.errors / max(1, self.chars)
        told = f"{name:34} {self.pages:4} pages  CER {rate:6.3f} %  CPU {self.seconds / max(1, self.pages):5.2f} s/page"
        if self.cells:
            told += f"  cells {self.right_cells}/{self.cells}"
        if self.numbers:
            told += f"  numbers {self.right_numbers}/{self.numbers}  dates {self.right_dates}/{self.dates}"
        return told


def text_pdf(count: int) -> None:
    """PDF with a text layer: lines in their order, shuffled, and on pages that lie on a side or on their head."""
    print("PDF with a text layer")
    layouts = [*LAYOUTS, lambda seed: table(seed, ruled=False)]
    for layout in layouts:
        for way in ("", ", lines shuffled", ", turned"):
            tally = Tally()
            for seed in range(count):
                sheet = layout(seed)
                told = Sheet(**vars(sheet))
                if "shuffled" in way:
                    told.placed = random.Random(seed).sample(sheet.placed, len(sheet.placed))
                _read(tally, sheet, pdf_of([told], drawn=(90, 180, 270)[seed % 3] if "turned" in way else 0), "x.pdf")
            print("  " + tally.say(sheet.name + way))


def _read(tally: Tally, sheet: Sheet, content: bytes, name: str) -> Reading | None:
    started = time.process_time()
    try:
        reading = read(content, Source("a", name))
    except Unreadable as refused:
        reading = Reading("", (), faults=())
        print(f"    {sheet.name}: {refused}")
    tally.add(sheet, reading, time.process_time() - started)
    return reading


def scans(count: int) -> None:
    """Scans of 200 dots an inch, skewed, blurred, noisy, as JPEG; number and date as the whole pipeline finds them."""
    import io

    faces = list(fonts())
    if not faces:
        print("scans: skipped, no font with Chinese characters was found on this system")
        return
    print("scans, 200 dpi, skew up to 2.5 degrees, blur, noise, specks, JPEG")
    whole = Tally()
    for layout in (*LAYOUTS, upright):
        tally = Tally()
        for seed in range(count):
            chance = random.Random(1000 + seed)
            sheet = layout(100 + seed)
            image = scanned(picture_of(sheet, faces[seed % len(faces)]), seed, chance.uniform(-2.5, 2.5))
            out = io.BytesIO()
            image.save(out, "JPEG", quality=92)
            started = time.process_time()
            document = digest(out.getvalue(), "x.jpg")
            for one in {id(tally): tally, id(whole): whole}.values() if layout is not upright else (tally,):
                one.add(sheet, document.reading, time.process_time() - started if one is tally else 0.0)
                if sheet.number:
                    one.numbers += 1
                    one.right_numbers += document.value("doc_number") == sheet.number
                    one.dates += 1
                    one.right_dates += document.value("signed_on") == iso(str(sheet.date))
            if seed == 0 and os.environ.get("DOCPIPE_SHOW"):
                print(document.text)
        print("  " + tally.say(sheet.name))
    print("  " + whole.say("all but upright"))


def iso(date: str) -> str:
    """2016年3月5日 as 2016-03-05."""
    year, rest = date.split("年")
    month, day = rest.rstrip("日").split("月")
    return f"{year}-{int(month):02}-{int(day):02}"


ENCODINGS = ("gbk", "gb18030", "big5", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "shift_jis", "euc_kr")
LENGTHS = (50, 200, 1000, 5000)
JAPANESE = (
    "水道管の点検を次のとおり実施しますので、ご協力をお願いします。当日は一時的に水が濁ることがあります。担当者は身分証を携帯しています。"
    "工事の期間中は駐車場が使えません。詳しいことは市役所の窓口へお問い合わせください。雨の日は翌日に延期します。"
)
KOREAN = (
    "상수도관 점검을 다음과 같이 실시하오니 많은 협조 바랍니다. 당일에는 일시적으로 물이 흐려질 수 있습니다. 담당자는 신분증을 가지고 있습니다. "
    "공사 기간에는 주차장을 이용할 수 없습니다. 자세한 내용은 시청 민원실로 문의하시기 바랍니다. 비가 오면 다음 날로 미룹니다. "
)
TRADITIONAL = str.maketrans(
    "关于单项资责严规时区应须实级组织报质设备训费联电话监总档据门乡镇险细则验团开办发号个对这为会国县长东车业农务书写",
    "關於單項資責嚴規時區應須實級組織報質設備訓費聯電話監總檔據門鄉鎮險細則驗團開辦發號個對這為會國縣長東車業農務書寫",
)


def text_of(encoding: str, chars: int, chance: random.Random) -> str:
    """A text of about so many characters that the encoding can write."""
    if encoding in {"shift_jis", "euc_kr"}:
        given = JAPANESE if encoding == "shift_jis" else KOREAN
        start = chance.randrange(len(given))
        return (given * (chars // len(given) + 2))[start : start + chars]
    text = ""
    while len(text) < chars:
        text += passage(chance, 3) + "\n"
    if encoding == "gb18030":
        text = text.replace("亳", "㐂").replace("联系人", "联系人𠮷")
    if encoding == "big5":
        text = "".join(char for char in text.translate(TRADITIONAL) if char.encode("big5", "ignore"))
    return text[:chars]


def encodings(count: int) -> None:
    """Rate of texts that are decoded right, and of texts that lose something without a word about it."""
    print("encodings: right / silent losses, of", count, "texts each")
    spoilers: dict[str, Callable[[bytes, random.Random], bytes]] = {
        "as it is": lambda content, chance: content,
        "one bad byte": _with_bad_byte,
        "cut inside a character": lambda content, chance: content[:-1],
    }
    rates: dict[int, list[bool]] = {length: [] for length in LENGTHS}
    silent_all = 0
    for encoding in ENCODINGS:
        for what, spoil in spoilers.items():
            told = []
            for length in LENGTHS:
                right = silent = 0
                for seed in range(count):
                    chance = random.Random(seed * 31 + length)
                    text = text_of(encoding, length, chance)
                    content = spoil(text.encode(encoding), chance)
                    wrong_label = chance.choice([None, "utf-8", "gb2312", "big5"])
                    decoded = decode(content, wrong_label)
                    good = _right(text, decoded.text, what)
                    right += good
                    silent += not good and not decoded.faults
                    rates[length].append(good)
                silent_all += silent
                told.append(f"{100 * right / count:5.1f} / {silent}")
            print(f"  {encoding:10} {what:24} " + "   ".join(told))
    for length in LENGTHS:
        print(f"  {length:5} characters: {100 * statistics.mean(rates[length]):.2f} % right")
    print("  silent losses:", silent_all)


def _with_bad_byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(2, len(content))
    return content[:at] + b"\xff" + content[at + 1 :]


def _right(text: str, found: str, what: str) -> bool:
    """Whether a text came out, but for what stands around the byte that was spoiled."""
    if what == "as it is":
        return text == found
    limit = 8
    head = next(
        (at for at, (one, two) in enumerate(zip(text, found, strict=False)) if one != two), min(len(text), len(found))
    )
    tail = next(
        (at for at, (one, two) in enumerate(zip(reversed(text), reversed(found), strict=False)) if one != two),
        min(len(text), len(found)),
    )
    return len(text) - head - tail <= limit


def real(folder: Path) -> None:
    """A real document: its PDF, three of its pages as pictures, against its text."""
    given = folder / "corpus" / "binary" / "govdoc_cn"
    if not given.is_dir():
        print("real files: skipped, the development material is not there")
        return
    wanted = plain((given / "397.txt").read_text("utf-8"))
    print("real files")
    for path in sorted((*given.glob("*.pdf"), *given.glob("*.png"))):
        started = time.process_time()
        found = body_of(read(path.read_bytes(), Source("a", path.name)))
        seconds = time.process_time() - started
        # A page is a part of the text: what stands before and behind it is not missing.
        wrong = distance(wanted, found) if path.suffix == ".pdf" else _within(found, wanted)
        print(
            f"  {path.name:12} {len(found):6} characters  {100 * wrong / max(1, len(found)):6.2f} % different  {seconds:5.2f} s"
        )
    for path in sorted((folder / "corpus" / "binary" / "pdf").glob("*.pdf")):
        started = time.process_time()
        try:
            reading = read(path.read_bytes(), Source("a", path.name))
            told = f"{len(reading.text):6} characters  {sorted({fault.code for fault in reading.faults})}"
        except Unreadable as refused:
            told = str(refused)
        print(f"  {path.name[:12]:12} {told}  {time.process_time() - started:5.2f} s")


def _within(part: str, whole: str) -> int:
    """Edits from a part to the stretch of the whole that is most like it."""
    before = list(range(len(part) + 1))
    best = before[-1]
    for char in whole:
        row = [0]
        for at, own in enumerate(part, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (own != char)))
        before = row
        best = min(best, row[-1])
    return best


def main(given: list[str] | None = None) -> None:
    """Prints every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20, help="pages of each layout; a scan takes seconds")
    parser.add_argument("--texts", type=int, default=50, help="texts of each encoding and length")
    parser.add_argument("--only", default="text,scan,encoding,real")
    args = parser.parse_args(given)
    wanted = args.only.split(",")
    shared = Path(os.environ.get("DOCPIPE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if "text" in wanted:
        text_pdf(args.pages)
    if "encoding" in wanted:
        encodings(args.texts)
    if "scan" in wanted:
        scans(args.pages)
    if "real" in wanted:
        real(shared)


if __name__ == "__main__":
    main()
