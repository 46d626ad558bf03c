"""Plots of the notebooks: Chinese renders on any machine, and no text of a document is taken for markup.

Plots are SVG whose text stays text, so that the browser draws it with its own fonts. A Chinese font of this machine, where
there is one, only measures it.
"""

import logging
import os
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
from IPython.display import HTML
from matplotlib import font_manager
from matplotlib_inline.backend_inline import set_matplotlib_formats

FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Arial Unicode MS",
)  # fmt: skip
FILES = ("notosanscjk", "notosanssc", "sourcehansans", "pingfang", "hiragino", "msyh", "simhei", "wqy")
INK, SOFT = "#3f73a8", "#9aa3b0"


def warehouse_folder() -> Path:
    """The warehouse that the notebooks read: $DOCPIPE_WAREHOUSE, else the one beside this folder."""
    return Path(os.environ.get("DOCPIPE_WAREHOUSE") or Path(__file__).resolve().parents[1] / "warehouse")


def chinese_family() -> str | None:
    """The name of a Chinese font that this machine has, made known to matplotlib; None where there is none."""
    names = {font.name for font in font_manager.fontManager.ttflist}
    if not names & set(FAMILIES):
        for file in font_manager.findSystemFonts():
            if Path(file).name.lower().replace("-", "").startswith(FILES):
                font_manager.fontManager.addfont(file)
        names = {font.name for font in font_manager.fontManager.ttflist}
    return next((family for family in FAMILIES if family in names), None)


def prepare() -> None:
    """Plots come out as small, repeatable SVG with the fonts that a reader may have."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    found = chinese_family()
    others = [family for family in FAMILIES if family != found]
    matplotlib.rcParams |= {
        "font.family": [*([found] if found else []), "DejaVu Sans", *others, "sans-serif"],
        "svg.fonttype": "none",
        "svg.hashsalt": "docpipe",
        "text.parse_math": False,  # a $ of a document is a $
        "savefig.dpi": 110,  # of points that are drawn as a picture, because there are many
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": matplotlib.cycler(color=[INK, "#d99a2b", "#3d8f63", "#c1443b", SOFT, "#7d5ba6"]),
        "figure.figsize": (8, 2.6),
        "figure.constrained_layout.use": True,
    }
    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})


def short(text: object, most: int = 18) -> str:
    """Text on one short line, without characters that cannot be seen."""
    line = "".join(char for char in " ".join(str(text).split()) if char.isprintable())
    return line if len(line) <= most else line[: most - 1] + "…"


def bars(labels, values, title: str = "", share: bool = False):
    """Horizontal bars, the first on top; nothing where there is nothing to show."""
    if not len(labels):
        print(f"{title}: nothing to show")
        return
    figure, axes = plt.subplots(figsize=(8, 0.5 + 0.27 * len(labels)))
    drawn = axes.barh([short(label) for label in labels][::-1], list(values)[::-1])
    axes.bar_label(drawn, [f"{value:.0%}" if share else f"{value:,g}" for value in list(values)[::-1]], padding=3)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_title(title, loc="left", fontsize=10)
    plt.show()


def table(frame, rows: int = 12, chars: int = 60) -> HTML:
    """The first rows of a data frame, cells cut short; text of documents is escaped."""
    shown = frame.head(rows).map(lambda value: short(value, chars) if isinstance(value, str) else value)
    return HTML(shown.to_html(index=False, border=0, na_rep="—", escape=True, justify="left"))
