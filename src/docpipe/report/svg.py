"""Small pictures for the report, drawn as SVG text; numbers in, markup out, no input text inside."""

from collections.abc import Sequence


def columns(values: Sequence[tuple[str, float]], width: int = 720, height: int = 120) -> str:
    """A column for each (label, value); labels are years or run numbers and are written under every n-th column."""
    if not values:
        return ""
    top = max(value for _, value in values) or 1.0
    step = width / len(values)
    every = max(1, round(len(values) / 12))
    parts = [f'<svg viewBox="0 0 {width} {height + 18}" role="img" class="chart">']
    for at, (label, value) in enumerate(values):
        tall = value / top * height
        left = at * step
        parts.append(
            f'<rect x="{left:.1f}" y="{height - tall:.1f}" width="{max(step - 2, 1):.1f}" height="{tall:.1f}">'
            f"<title>{_plain(label)}: {value:g}</title></rect>"
        )
        if at % every == 0:
            parts.append(f'<text x="{left:.1f}" y="{height + 14}">{_plain(label)}</text>')
    return "".join(parts) + "</svg>"


def bar(share: float, verdict: str = "") -> str:
    """A horizontal bar, filled to `share` (0..1) and coloured by verdict."""
    filled = max(0.0, min(share, 1.0)) * 120
    kind = verdict if verdict in {"met", "missed"} else "plain"
    return (
        f'<svg viewBox="0 0 120 10" class="bar {kind}" role="img"><rect class="ground" width="120" height="10"/>'
        f'<rect width="{filled:.1f}" height="10"/></svg>'
    )


def _plain(label: str) -> str:
    return "".join(char for char in label if char.isalnum() or char in " -.:/")
