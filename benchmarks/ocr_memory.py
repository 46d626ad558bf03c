"""Whether the reader's process stays as large as it was: `python -m benchmarks.ocr_memory [--pages 200]`."""

import argparse
import io
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pages import LAYOUTS, fonts, picture_of, scanned
from docpipe.readers.host import Host
from docpipe.readers.hosted import READ
from docpipe.source import Source

os.environ["DOCPIPE_CACHE"] = ""  # nothing that was recognised before is taken


def memory(process: int) -> tuple[float, float]:
    """MB that a process holds now, and has held at most (Linux)."""
    held = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return int(held["VmRSS"].split()[0]) / 1024, int(held["VmHWM"].split()[0]) / 1024


def pages(count: int, dpi: int) -> Iterator[bytes]:
    """Heads of invented pages as scans, each of another size, as PNG."""
    face = next(fonts())
    for seed in range(count):
        image = picture_of(LAYOUTS[seed % len(LAYOUTS)](seed), face, dpi + seed % 30)
        image = image.crop((0, 0, image.width, image.height * (20 + seed * 7 % 30) // 100))
        out = io.BytesIO()
        scanned(image, seed, seed % 5 - 2).save(out, "PNG")
        yield out.getvalue()


def main() -> None:
    """Prints what the process that recognises text holds, page by page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--dpi", type=int, default=140)
    args = parser.parse_args()
    started: set[int] = set()
    with Host() as host:
        for number, content in enumerate(pages(args.pages, args.dpi), 1):
            source = Source("a", f"{number}.png", size=len(content), media_type="image/png")
            host.read(content, source, 120, lambda: None)
            child = host._children.get(READ)
            if child is not None:
                started.add(child.process.pid)
                if number in {1, 10} or number % 25 == 0:
                    now, most = memory(child.process.pid)
                    print(f"{number:5} pages  {now:6.0f} MB, at most {most:6.0f}, processes {len(started)}", flush=True)


if __name__ == "__main__":
    main()
