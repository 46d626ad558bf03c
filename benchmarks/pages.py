# ruff: noqa: E501
"""Pages of invented official documents, laid out here: as PDF, as pictures, as scans; with what they say."""

import io
import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

WIDTH, HEIGHT = 595.0, 842.0  # A4 in points
LEFT, RIGHT = 79.0, 521.0
# Where systems keep fonts with Chinese characters; the face in a collection that is drawn in mainland forms.
FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ("/usr/share/fonts/truetype/arphic/ukai.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
    ("C:/Windows/Fonts/simfang.ttf", 0),
)
BLACK, RED = (0, 0, 0), (200, 20, 20)
OFFICES = "滨河市水务局 云岭县民政局 安平市教育局 长浦区住房和建设局 东旸市交通运输局 石塬县农业农村局 麓阳市卫生健康委员会".split()
MATTERS = (
    "汛期水闸安全管理 冬春农田水利建设 中小学校舍排查 客运车辆检验 老旧小区改造 村级账目公开 乡镇卫生院药品采购".split()
)
WORDS = (
    "各单位 各乡镇人民政府 有关部门 主要负责同志 值班人员 责任区域 排查台账 整改期限 应急预案 物资储备 工程质量 资金使用 "
    "群众意见 安全隐患 工作方案 监督检查 汇总材料 联系电话 实施细则 档案资料 培训考核 公示栏 验收标准 施工单位 设备设施"
).split()
DEEDS = (
    "要认真组织排查 应当及时上报 须逐项登记造册 要严格按照规定执行 不得擅自变更 应于月底前完成 要加强协调配合 须明确专人负责 "
    "要做到底数清楚 应当接受社会监督 要切实落实到位 不得弄虚作假 须经集体研究决定 要建立健全制度"
).split()
PEOPLE = "亓官 濮阳 佘 逄 郗 昝 亳 郓 鄄 沭 洮 瀍 芗 蓼 泗 枞 黟 歙 婺 睢".split()


class Placed(NamedTuple):
    """A line of text with its place: left edge and top in points, height of its letters."""

    text: str
    left: float
    top: float
    size: float
    colour: tuple[int, int, int] = BLACK

    @property
    def width(self) -> float:
        return sum(advance(char) for char in self.text) * self.size


class Rule(NamedTuple):
    """A ruled line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: tuple[int, int, int] = BLACK
    width: float = 0.8


@dataclass
class Sheet:
    """A page, with what it says in the order of reading."""

    name: str
    placed: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    number: str | None = None
    date: str | None = None
    furniture: list[str] = field(default_factory=list)
    seal: tuple[float, float] | None = None
    width: float = WIDTH
    height: float = HEIGHT
    upright: bool = False  # written from top to bottom


def advance(char: str) -> float:
    """Width of a character in heights of a letter, as the fonts of the PDF and the picture have it here."""
    return 0.5 if char.isascii() else 1.0


NOT_FIRST = set("，。、；：！？）〕》”")


def wrapped(text: str, width: float, size: float, indent: float = 0.0) -> list[str]:
    """A paragraph in lines that are not wider; closing punctuation never begins one."""
    lines, line, room = list[str](), "", width - indent
    for at, char in enumerate(text):
        need = advance(char) * size
        following = text[at + 1] if at + 1 < len(text) else ""
        if line and (
            need > room + 0.01
            or (
                following in NOT_FIRST
                and following
                and room - need < size - 0.01
                and char not in NOT_FIRST
                and need + size > room + 0.01
            )
        ):
            lines.append(line)
            line, room = "", width
        line += char
        room -= need
    return [*lines, line] if line else lines


class Writer:
    """Puts paragraphs on a sheet, one below the other."""

    def __init__(
        self, sheet: Sheet, top: float, left: float = LEFT, right: float = RIGHT, leading: float = 1.75
    ) -> None:
        self.sheet, self.top, self.left, self.right, self.leading = sheet, top, left, right, leading

    def paragraph(self, text: str, size: float = 16.0, indent: int = 2) -> None:
        for number, line in enumerate(wrapped(text, self.right - self.left, size, indent * size)):
            self.sheet.placed.append(Placed(line, self.left + (0 if number else indent * size), self.top, size))
            self.top += self.leading * size
        self.sheet.paragraphs.append(text)

    def centred(self, text: str, size: float, colour: tuple[int, int, int] = BLACK, said: bool = True) -> None:
        line = Placed(text, 0, self.top, size, colour)
        self.sheet.placed.append(line._replace(left=(self.left + self.right - line.width) / 2))
        self.top += 1.5 * size
        if said:
            self.sheet.paragraphs.append(text)

    def flush_right(self, text: str, size: float = 16.0, away: float = 4.0) -> None:
        line = Placed(text, 0, self.top, size)
        self.sheet.placed.append(line._replace(left=self.right - away * size - line.width))
        self.top += self.leading * size
        self.sheet.paragraphs.append(text)


def sentence(chance: random.Random) -> str:
    return chance.choice(WORDS) + chance.choice(DEEDS) + "，" + chance.choice(WORDS) + chance.choice(DEEDS) + "。"


def passage(chance: random.Random, sentences: int) -> str:
    """A paragraph of invented sentences, with a rare name and a number now and then."""
    found = [sentence(chance) for _ in range(sentences)]
    if chance.random() < 0.6:
        name = chance.choice(PEOPLE) + chance.choice("建国 志远 秀兰 文博".split())
        found.insert(
            1,
            f"联系人{name}，电话{chance.randint(2000000, 8999999)}，经费{chance.randint(11, 980)}.{chance.randint(10, 99)}万元。",
        )
    return "".join(found)


def notice(seed: int) -> Sheet:
    """The first page of a paper with a red head, after GB/T 9704."""
    chance = random.Random(seed)
    office, matter = chance.choice(OFFICES), chance.choice(MATTERS)
    year, serial = chance.randint(1998, 2024), chance.randint(1, 180)
    sheet = Sheet("notice", number=f"{office[0]}{office[-3]}发〔{year}〕{serial}号", seal=(400, 640))
    out = Writer(sheet, 95)
    out.centred(f"{office}文件", 40, RED)
    out.top += 20
    out.centred(str(sheet.number), 16)
    sheet.rules.append(Rule(LEFT, out.top, RIGHT, out.top, RED, 1.6))
    out.top += 24
    out.centred(f"关于做好{year}年{matter}工作的通知", 22)
    out.top += 16
    out.paragraph("各有关单位：", indent=0)
    for _ in range(2):
        out.paragraph(passage(chance, 3))
    out.paragraph(f"一、{chance.choice(WORDS)}")
    out.paragraph(passage(chance, 2))
    out.top += 20
    sheet.date = f"{year}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    out.flush_right(office)
    out.flush_right(sheet.date, away=3.5)
    _page_number(sheet, chance)
    return sheet


def letter(seed: int) -> Sheet:
    """A letter (函): small print, no red, its number on the right."""
    chance = random.Random(seed)
    office = chance.choice(OFFICES)
    year = chance.randint(1998, 2024)
    sheet = Sheet("letter", number=f"{office[0]}{office[-3]}函〔{year}〕{chance.randint(1, 99)}号")
    out = Writer(sheet, 80, leading=1.5)
    out.centred(office, 28)
    sheet.rules.append(Rule(LEFT, out.top + 4, RIGHT, out.top + 4, BLACK, 2))
    out.top += 16
    out.flush_right(str(sheet.number), 14, away=0)
    out.top += 14
    out.centred(f"关于商请支持{chance.choice(MATTERS)}工作的函", 20)
    out.top += 10
    out.paragraph(f"{chance.choice(OFFICES)}：", 14, 0)
    for _ in range(6):
        out.paragraph(passage(chance, 3), 14)
    out.paragraph("妥否，请予函复。", 14)
    sheet.date = f"{year}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    out.flush_right(office, 14)
    out.flush_right(sheet.date, 14, away=3.5)
    return sheet


def gazette(seed: int) -> Sheet:
    """A page in two columns, with a headline over both."""
    chance = random.Random(seed)
    sheet = Sheet(
        "gazette",
        furniture=[f"{chance.choice(OFFICES)[:3]}政报{chance.randint(1999, 2020)}年第{chance.randint(1, 12)}期"],
    )
    sheet.placed.append(Placed(sheet.furniture[0], 60, 40, 9))
    out = Writer(sheet, 70, 55, 540, 1.5)
    out.centred(f"关于{chance.choice(MATTERS)}情况的报告", 20)
    out.top += 14
    top, middle = out.top, 297.5
    for left, right in ((55.0, middle - 12), (middle + 12, 540.0)):
        column = Writer(sheet, top, left, right, 1.6)
        while column.top < 690:
            text = passage(chance, chance.randint(2, 4))
            if column.top + 1.6 * 10.5 * (len(text) / 21 + 1) > 780:
                break
            column.paragraph(text, 10.5)
    _page_number(sheet, chance)
    return sheet


def table(seed: int, ruled: bool = True) -> Sheet:
    """A page with a table, ruled or not, some of its cells of two lines, and a text above and below."""
    chance = random.Random(seed)
    sheet = Sheet("table" if ruled else "plain table")
    out = Writer(sheet, 80, leading=1.6)
    out.centred(f"{chance.choice(MATTERS)}情况统计表", 20)
    out.top += 12
    out.paragraph(passage(chance, 2), 12)
    edges = [LEFT, LEFT + 50, LEFT + 190, LEFT + 290, RIGHT]
    rows = [["序号", "单位名称", "数量", "备注"]]
    rows += [
        [str(at), chance.choice(OFFICES), f"{chance.randint(100, 99999)}.{chance.randint(0, 9)}",
         chance.choice(WORDS) + (chance.choice(DEEDS) + "并" + chance.choice(DEEDS) if chance.random() < 0.3 else "")]
        for at in range(1, chance.randint(10, 15))
    ]  # fmt: skip
    start, size = out.top + 6, 12.0
    top = start
    for row in rows:
        held = [
            wrapped(cell, right - left - 12, size) for cell, left, right in zip(row, edges[:-1], edges[1:], strict=True)
        ]
        height = max(len(lines) for lines in held) * 1.35 * size + 8
        for lines, left, right in zip(held, edges[:-1], edges[1:], strict=True):
            down = top + (height - len(lines) * 1.35 * size) / 2 + 1
            for at, line in enumerate(lines):
                put = Placed(line, left + 6, down + at * 1.35 * size, size)
                if left != edges[3]:
                    put = put._replace(left=(left + right - put.width) / 2)
                sheet.placed.append(put)
        if ruled:
            sheet.rules.append(Rule(edges[0], top, edges[-1], top))
        top += height
    if ruled:
        sheet.rules.append(Rule(edges[0], top, edges[-1], top))
        sheet.rules += [Rule(x, start, x, top) for x in edges]
    sheet.cells = rows
    sheet.paragraphs += ["".join(row) for row in rows]
    out.top = top + 14
    out.paragraph(passage(chance, 2), 12)
    _page_number(sheet, chance)
    return sheet


def upright(seed: int) -> Sheet:
    """A page written from top to bottom, columns from right to left, as old papers are."""
    chance = random.Random(seed)
    sheet = Sheet("upright", upright=True)
    left = 500.0
    for _ in range(3):
        text = "".join(char for char in passage(chance, 2) if not char.isascii() and char not in "，。、")
        for number, line in enumerate(wrapped(text, 640, 18)):
            sheet.placed.append(Placed(line, left, 90 + (0 if number else 18), 18))
            left -= 32
        sheet.paragraphs.append(text)
    return sheet


LAYOUTS = (notice, letter, gazette, table)


def _page_number(sheet: Sheet, chance: random.Random) -> None:
    text = f"— {chance.randint(1, 9)} —"
    sheet.furniture.append(text)
    put = Placed(text, 0, 790, 10.5)
    sheet.placed.append(put._replace(left=(WIDTH - put.width) / 2))


# --- as PDF


# A font that is not embedded, as the third to fifth object of a file.
SONG = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    b"/Supplement 4>>/DW 1000/W[1[500 500] 3 94 500 814 939 500]/FontDescriptor 5 0 R>>",
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
)


def pdf_of(sheets: list[Sheet], drawn: int = 0, rotate: int = 0) -> bytes:
    """A PDF with a text layer in a font that is not embedded (STSong, UCS-2), lines in the order of the sheet.

    Pages are drawn turned to the left by `drawn` degrees and shown turned to the right by `rotate`.
    """
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *SONG]
    kids = []
    for sheet in sheets:
        kids.append(len(objects) + 1)
        wide, high = sheet.width, sheet.height
        matrix = {0: b"1 0 0 1 0 0", 90: b"0 1 -1 0 %g 0" % high, 180: b"-1 0 0 -1 %g %g" % (wide, high)}
        matrix[270] = b"0 -1 1 0 0 %g" % wide
        objects.append(
            b"<</Type/Page/Parent 2 0 R/Rotate %d/MediaBox[0 0 %g %g]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % (rotate, *((high, wide) if drawn % 180 else (wide, high)), len(objects) + 2)
        )
        body = zlib.compress(b"%s cm\n%s" % (matrix[drawn], _drawn(sheet)))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(body), body))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    return _written(objects)


def _written(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def _drawn(sheet: Sheet) -> bytes:
    out = []
    for rule in sheet.rules:
        red, green, blue = (part / 255 for part in rule.colour)
        out.append(
            f"{red:.2f} {green:.2f} {blue:.2f} RG {rule.width} w {rule.x0:.1f} {sheet.height - rule.y0:.1f} m "
            f"{rule.x1:.1f} {sheet.height - rule.y1:.1f} l S"
        )
    for put in sheet.placed:
        red, green, blue = (part / 255 for part in put.colour)
        shown = put.text.encode("utf-16-be").hex()
        down = sheet.height - put.top - 0.88 * put.size
        out.append(
            f"BT /F1 {put.size} Tf {red:.2f} {green:.2f} {blue:.2f} rg 1 0 0 1 {put.left:.2f} {down:.2f} Tm <{shown}> Tj ET"
        )
    return "\n".join(out).encode()


def scanned_pdf(images: list[Any], dpi: int = 200, layer: str = "") -> bytes:
    """A PDF of pictures (JPEG), as scanners make it; with a `layer` of text that is not shown, as recognisers leave it."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *SONG]
    hidden = "".join(
        f" BT /F1 12 Tf 3 Tr 1 0 0 1 80 {780 - 20 * at} Tm <{line.encode('utf-16-be').hex()}> Tj ET"
        for at, line in enumerate(layer.splitlines())
    ).encode()
    kids = []
    for image in images:
        width, height = image.width * 72 / dpi, image.height * 72 / dpi
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</I %d 0 R>>>>>>"
            % (width, height, len(objects) + 2, len(objects) + 3)
        )
        body = b"q %g 0 0 %g 0 0 cm /I Do Q" % (width, height) + hidden
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(body), body))
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=85)
        kind = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
        objects.append(
            b"<<%s/Width %d/Height %d/Length %d>>stream\n%s\nendstream"
            % (kind, image.width, image.height, len(out.getvalue()), out.getvalue())
        )
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    return _written(objects)


# --- as a picture


def fonts() -> Iterator[tuple[str, int]]:
    """Fonts of this system that have Chinese characters."""
    return ((path, face) for path, face in FONTS if Path(path).is_file())


@cache
def _font(path: str, face: int, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(path, size, index=face)


def picture_of(sheet: Sheet, font: tuple[str, int], dpi: int = 200) -> Any:
    """The page drawn (Pillow), letter by letter, so that it is as wide here as in the PDF."""
    from PIL import Image, ImageDraw

    scale = dpi / 72
    image = Image.new("RGB", (round(sheet.width * scale), round(sheet.height * scale)), "white")
    draw = ImageDraw.Draw(image)
    for rule in sheet.rules:
        place = [round(side * scale) for side in rule[:4]]
        draw.line(place, fill=rule.colour, width=max(1, round(rule.width * scale)))
    for put in sheet.placed:
        drawn = _font(*font, round(put.size * scale))
        along = 0.0
        for char in put.text:
            across, down = (0.0, along) if sheet.upright else (along, 0.0)
            place = ((put.left + across) * scale, (put.top + down + 0.88 * put.size) * scale)
            draw.text(place, char, fill=put.colour, font=drawn, anchor="ls")
            along += advance(char) * put.size
    if sheet.seal is not None:
        _sealed(draw, sheet.seal, scale)
    return image


def _sealed(draw: Any, place: tuple[float, float], scale: float) -> None:
    """A red seal: a ring and a star, as it covers the date of a paper."""
    import math

    x, y, radius = place[0] * scale, place[1] * scale, 56 * scale
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(220, 40, 40), width=round(3 * scale))
    points = [
        (x + math.sin(math.pi * at / 5) * radius * (0.35 if at % 2 == 0 else 0.14),
         y - math.cos(math.pi * at / 5) * radius * (0.35 if at % 2 == 0 else 0.14))
        for at in range(10)
    ]  # fmt: skip
    draw.polygon(points, outline=(220, 40, 40))


def scanned(image: Any, seed: int, skew: float = 0.0) -> Any:
    """What a scanner makes of a page: skewed, blurred, noisy, with specks and a shadow, as JPEG."""
    import numpy as np
    from PIL import Image, ImageFilter

    chance, noise = random.Random(seed), np.random.default_rng(seed)
    turned = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white")
    turned = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8)))
    pixels = np.asarray(turned).astype(float)
    shadow = np.linspace(chance.uniform(-25, 0), 0, pixels.shape[1])[None, :, None]
    pixels = pixels * 0.93 + shadow + noise.normal(0, 9, pixels.shape)
    specks = noise.random(pixels.shape[:2]) < 0.0003
    pixels[specks] = 60
    out = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(out, "JPEG", quality=chance.randint(45, 75))
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")
