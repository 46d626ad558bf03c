"""Scans as offices really make them, of invented pages: `python -m benchmarks.scans [--pages 3] [--only fax,photo]`."""

import argparse
import io
import math
import os
import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from benchmarks.digitizing import Tally, iso
from benchmarks.pages import RED, Sheet, fonts, letter, notice, picture_of, scanned, upright
from docpipe.walk import digest

os.environ["DOCPIPE_CACHE"] = ""  # nothing that was recognised before is taken
Font = tuple[str, int]


def bytes_of(image: Any, kind: str = "JPEG", **given: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 88} | given if kind == "JPEG" else given))
    return out.getvalue()


def paper(seed: int) -> Sheet:
    """A paper with a red head, or a letter in small print."""
    return (notice, letter)[seed % 2](300 + seed)


def seal(seed: int, font: Font) -> tuple[Sheet, bytes]:
    """A filled seal with letters around its rim, square on signature and date."""
    from PIL import Image, ImageChops, ImageDraw, ImageFont

    sheet = replace(paper(seed), seal=None)
    image = picture_of(sheet, font)
    date = next(put for put in sheet.placed if put.text == sheet.date)
    scale = 200 / 72
    stamp = Image.new("RGB", (340, 340), "white")
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((10, 10, 330, 330), outline=(214, 38, 46), width=9)
    letters = ImageFont.truetype(font[0], 40, index=font[1])
    for at, char in enumerate("滨河市水务局办公室"):
        mark = Image.new("RGB", (44, 50), "white")
        ImageDraw.Draw(mark).text((2, 0), char, fill=(214, 38, 46), font=letters)
        turn = 110 - 27.5 * at
        x, y = 170 - 125 * math.sin(math.radians(turn)), 170 - 125 * math.cos(math.radians(turn))
        turned = mark.rotate(turn, expand=True, fillcolor="white")
        place = (round(x - turned.width / 2), round(y - turned.height / 2))
        under = stamp.crop((*place, place[0] + turned.width, place[1] + turned.height))
        stamp.paste(ImageChops.multiply(under, turned), place)
    ink = stamp.rotate(random.Random(seed).uniform(-20, 20), fillcolor="white")
    left, top = round((date.left + date.width / 2) * scale) - 170, round(date.top * scale) - 190
    under = image.crop((left, top, left + 340, top + 340))
    image.paste(ImageChops.multiply(under, ink), (left, top))
    return sheet, bytes_of(scanned(image, seed, random.Random(seed).uniform(-1.5, 1.5)))


def turned(seed: int, font: Font) -> tuple[Sheet, bytes]:
    """A page that lay on its side or on its head."""
    sheet = paper(seed)
    image = scanned(picture_of(sheet, font), seed, random.Random(seed).uniform(-1.5, 1.5))
    return sheet, bytes_of(image.rotate((90, 180, 270)[seed % 3], expand=True))


def spread(seed: int, font: Font) -> tuple[Sheet, bytes]:
    """Two pages of a volume on one scan, with the shadow of its fold."""
    import numpy as np
    from PIL import Image

    one, two = paper(seed), letter(700 + seed)
    images = [picture_of(one, font), picture_of(two, font)]
    both = Image.new("RGB", (images[0].width * 2, images[0].height), "white")
    both.paste(images[0], (0, 0))
    both.paste(images[1], (images[0].width, 0))
    pixels = np.asarray(both).astype(float)
    away = np.abs(np.arange(both.width) - both.width / 2) / (0.03 * both.width)
    pixels *= (1 - 0.55 * np.exp(-(away**2)))[None, :, None]
    image = scanned(Image.fromarray(pixels.clip(0, 255).astype("uint8")), seed, random.Random(seed).uniform(-0.8, 0.8))
    sheet = Sheet("spread", paragraphs=[*one.paragraphs, *two.paragraphs], furniture=one.furniture + two.furniture)
    return sheet, bytes_of(image)


def received(seed: int, font: Font) -> tuple[Sheet, bytes]:
    """A stamp of receipt in the margin, its number and day written in by hand."""
    from PIL import Image, ImageChops, ImageDraw, ImageFont

    sheet = paper(seed)
    image = picture_of(sheet, font)
    chance = random.Random(seed)
    written = next((face for face in fonts() if "kai" in face[0]), font)
    hand = ImageFont.truetype(written[0], 30, index=written[1])
    print_ = ImageFont.truetype(font[0], 24, index=font[1])
    stamp = Image.new("RGB", (330, 150), "white")
    draw = ImageDraw.Draw(stamp)
    ink = (RED, (40, 60, 170))[seed % 2]
    draw.rectangle((2, 2, 327, 147), outline=ink, width=3)
    draw.line((2, 50, 327, 50), fill=ink, width=2)
    draw.line((2, 98, 327, 98), fill=ink, width=2)
    rows = (
        ("收文", ""),
        ("编号", f"{chance.randint(100, 999)}"),
        ("日期", f"{chance.randint(2, 9)}月{chance.randint(1, 28)}日"),
    )
    for row, (label, value) in enumerate(rows):
        draw.text((16, 48 * row + 10), label, fill=ink, font=print_)
        draw.text((120, 48 * row + 6), value, fill=(30, 30, 60), font=hand)
    stamp = stamp.rotate(chance.uniform(-6, 6), expand=True, fillcolor="white")
    left, top = chance.choice(((60, 40), (1250, 60), (40, 1950)))
    under = image.crop((left, top, left + stamp.width, top + stamp.height))
    image.paste(ImageChops.multiply(under, stamp), (left, top))
    marks = [label + value for label, value in rows]
    return replace(sheet, furniture=sheet.furniture + marks), bytes_of(scanned(image, seed, chance.uniform(-1.5, 1.5)))


def photo(seed: int, font: Font) -> tuple[Sheet, bytes]:
    """A page photographed in grey by hand: in perspective, unevenly lit, on a dark desk."""
    import cv2
    import numpy as np
    from PIL import Image

    chance = random.Random(seed)
    sheet = paper(seed)
    page = np.asarray(scanned(picture_of(sheet, font), seed).convert("L"))
    height, width = page.shape
    room = 160
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + room + np.array([[chance.uniform(-90, 90), chance.uniform(-60, 60)] for _ in corners], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    size = (width + 2 * room, height + 2 * room)
    shown = cv2.warpPerspective(page, matrix, size, borderMode=cv2.BORDER_CONSTANT, borderValue=70)
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    light = 1 - 0.45 * np.hypot((x - chance.uniform(0, size[0])) / size[0], (y - chance.uniform(0, size[1])) / size[1])
    shadow = 1 - 0.3 / (1 + np.exp((x + 0.5 * y - chance.uniform(0.4, 1.2) * size[0]) / 40))
    return sheet, bytes_of(Image.fromarray((shown * light * shadow).clip(0, 255).astype("uint8")), quality=80)


def fax(seed: int, font: Font) -> tuple[Sheet, bytes]:
    """A page as a fax machine keeps it: black and white, 204 by 98 dots an inch (by 196 every other page), TIFF."""
    import numpy as np
    from PIL import Image

    down = (98, 196)[seed % 2]
    sheet = replace(notice(300 + seed), seal=None)
    image = picture_of(sheet, font, 204).convert("L")
    image = image.rotate(random.Random(seed).uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=255)
    image = image.resize((image.width, round(image.height * down / 204)), Image.Resampling.BOX)
    noise = np.random.default_rng(seed).normal(0, 12, (image.height, image.width))
    black = Image.fromarray(((np.asarray(image) + noise) > 150).astype("uint8") * 255).convert("1")
    return sheet, bytes_of(black, "TIFF", compression="group4", dpi=(204, down))


def small(seed: int, font: Font) -> tuple[Sheet, bytes]:
    """A page at 150 dots an inch, pressed hard."""
    sheet = paper(seed)
    return sheet, bytes_of(scanned(picture_of(sheet, font, 150), seed, random.Random(seed).uniform(-2, 2)), quality=60)


def downwards(seed: int, font: Font) -> tuple[Sheet, bytes]:
    """A page written from top to bottom."""
    sheet = upright(seed)
    return sheet, bytes_of(scanned(picture_of(sheet, font), seed, random.Random(seed).uniform(-1.5, 1.5)))


KINDS: dict[str, Callable[[int, Font], tuple[Sheet, bytes]]] = {
    "seal": seal, "turned": turned, "spread": spread, "received": received, "photo": photo, "fax": fax, "small": small,
    "downwards": downwards,
}  # fmt: skip


def main(given: list[str] | None = None) -> None:
    """Prints errors of every kind of scan, and which numbers and dates were not exact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--only", default=",".join(KINDS))
    parser.add_argument("--show", action="store_true", help="what was read of pages that are not exact")
    args = parser.parse_args(given)
    faces = list(fonts())[:3]
    if not faces:
        print("scans: skipped, no font with Chinese characters was found on this system")
        return
    whole = Tally()
    for name in args.only.split(","):
        tally = Tally()
        for seed in range(args.first, args.first + args.pages):
            sheet, content = KINDS[name](seed, faces[seed % len(faces)])
            started = time.process_time()
            document = digest(content, "x")
            seconds = time.process_time() - started
            for one in (tally, whole):
                one.add(sheet, document.reading, seconds)
                if sheet.number and sheet.date:
                    number, date = document.value("doc_number"), document.value("signed_on")
                    one.numbers, one.dates = one.numbers + 1, one.dates + 1
                    one.right_numbers += number == sheet.number
                    one.right_dates += date == iso(sheet.date)
                    if one is tally and (number, date) != (sheet.number, iso(sheet.date)):
                        print(f"    {name} {seed}: {number} {date} for {sheet.number} {iso(sheet.date)}")
            if args.show and tally.worst[-1][0] > 0.01:
                print(f"--- {name} {seed}: {100 * tally.worst[-1][0]:.2f} %\n{document.text}")
        print("  " + tally.say(name), flush=True)
    print("  " + whole.say("all"))


if __name__ == "__main__":
    main()
