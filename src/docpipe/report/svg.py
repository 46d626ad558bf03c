"""Charts as SVG text, each with a title and a description for who cannot see it; the table stands beside."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

WIDTH = 960


def columns(values: Sequence[tuple[int, float]], title: str, height: int = 170) -> Markup:
    """A column for each (year, value), no year left out; round years are written, and the scale."""
    if not values:
        return Markup("")
    top = max(value for _, value in values) or 1.0
    left, foot = 46, 20
    step = (WIDTH - left) / max(len(values), 12)
    every = next(each for each in (1, 2, 5, 10, 20, 50, 100, 1000) if len(values) <= 14 * each)
    parts = [_grid(left, height, top)]
    for at, (year, value) in enumerate(values):
        tall = value / top * (height - 10)
        x, wide = left + at * step, max(step - min(2.0, step * 0.15), 0.5)
        parts.append(
            f'<rect x="{x:.1f}" y="{height - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}">'
            f"<title>{year}: {value:,.10g}</title></rect>"
        )
        if year % every == 0:
            parts.append(f'<text class="label" x="{x + wide / 2:.1f}" y="{height + 15}">{year}</text>')
    said = f"{len(values)} columns from {values[0][0]} to {values[-1][0]}; the highest is {top:,.10g}"
    return _drawn("".join(parts), title, said, height + foot)


def line(values: Sequence[tuple[str, float | None]], title: str, *, share: bool = False, height: int = 64) -> Markup:
    """A line through the values, for a small place; a share is drawn on a scale from 0 to 1; None is no point."""
    width, left, right = 240, 6, 6
    known = [value for _, value in values if value is not None]
    if not known:
        return Markup("")
    top = 1.0 if share else max(known) or 1.0
    step = (width - left - right) / max(len(values) - 1, 1)
    spots = [
        (left + at * step, height - 6 - value / top * (height - 14), label, value)
        for at, (label, value) in enumerate(values)
        if value is not None
    ]
    path = " ".join(f"{'L' if at else 'M'}{x:.1f} {y:.1f}" for at, (x, y, _, _) in enumerate(spots))
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3.5 if at == len(spots) - 1 else 2}"><title>{escape(label)}: '
        f"{_number(value, share)}</title></circle>"
        for at, (x, y, label, value) in enumerate(spots)
    )
    ground = f'<path class="axis" d="M{left} {height - 6}H{width - right}"/>'
    said = f"{len(spots)} points, from {_number(known[0], share)} to {_number(known[-1], share)}"
    return _drawn(f'{ground}<path class="line" d="{path}"/>{marks}', title, said, height, width, "spark")


def stacked(parts: Sequence[tuple[str, float]], title: str) -> Markup:
    """One bar of several parts, each (kind, value); the kind is the class that colours it."""
    whole = sum(value for _, value in parts) or 1.0
    x, drawn = 0.0, []
    for kind, value in parts:
        wide = value / whole * 240
        drawn.append(
            f'<rect class="{escape(kind)}" x="{x:.1f}" width="{wide:.1f}" height="14"><title>{escape(kind)}: '
            f"{value:,.10g}</title></rect>"
        )
        x += wide
    said = ", ".join(f"{value:,.10g} {kind}" for kind, value in parts if value)
    return _drawn("".join(drawn), title, said, 14, 240, "stacked", stretched=True)


def bar(share: float, verdict: str = "plain") -> Markup:
    """A bar filled to `share` (0..1), coloured by verdict: plain, met or missed. Its number stands beside it."""
    filled = max(0.0, min(share, 1.0)) * 120
    return Markup(
        f'<svg viewBox="0 0 120 10" preserveAspectRatio="none" class="bar {escape(verdict)}" aria-hidden="true">'
        f'<rect class="ground" width="120" height="10"/><rect width="{filled:.1f}" height="10"/></svg>'
    )


def _grid(left: int, height: int, top: float) -> str:
    """Lines at the top, the middle and the bottom of the scale, with their values."""
    drawn = []
    for part in (0.0, 0.5, 1.0):
        y = height - part * (height - 10)
        drawn.append(
            f'<path class="axis" d="M{left} {y:.1f}H{WIDTH}"/>'
            f'<text class="scale" x="{left - 6}" y="{y + 4:.1f}">{top * part:,.4g}</text>'
        )
    return "".join(drawn)


def _number(value: float, share: bool) -> str:
    return f"{value:.1%}" if share else f"{value:,.10g}"


def _drawn(
    inside: str, title: str, said: str, height: int, width: int = WIDTH, kind: str = "chart", *, stretched: bool = False
) -> Markup:
    name = re.sub(r"\W+", "-", title)
    ratio = ' preserveAspectRatio="none"' if stretched else ""
    return Markup(
        f'<svg viewBox="0 0 {width} {height}"{ratio} role="img" class="{kind}" aria-labelledby="{name}t {name}d">'
        f'<title id="{name}t">{escape(title)}</title><desc id="{name}d">{escape(said)}</desc>{inside}</svg>'
    )
