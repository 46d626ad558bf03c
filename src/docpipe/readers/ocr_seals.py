"""Red seals, looked through: what is printed in black under one is read as if it were not there."""

from typing import Any

RED = 45  # levels by which the red of a seal's ink is above its green and blue
SMALLEST, LARGEST = 0.05, 0.3  # of the longer side of the page; the letters of a red head are smaller, its rule is flat
GAPS = 9  # points of a ring that black letters may break
WIDE_GAPS = 0.02  # of the longer side, where what is joined then is a ring: letters of a head would be joined too
RIM, RIM_SEEN = 0.8, 0.6  # of its radius a ring begins; of its round there is ink
CORNERS = 0.03  # of the ink may lie outside of the ring


def without_seals(image: Any) -> tuple[Any, int]:
    """The picture (Pillow, RGB) with its round or square red stamps as light as paper, and how many there were."""
    import cv2
    import numpy as np
    from PIL import Image

    pixels = np.asarray(image.convert("RGB"))
    red = pixels[:, :, 0].astype(np.int16) - pixels[:, :, 1:].max(axis=2) > RED
    longer = max(red.shape)
    if red.mean() < 0.0005:
        return image, 0
    seals = _stamps(cv2, red, GAPS, longer)
    if not seals:
        seals = [box for box in _stamps(cv2, red, round(WIDE_GAPS * longer), longer) if _is_ring(red, box)]
    if not seals:
        return image, 0
    cleared = pixels.copy()
    for left, top, wide, high in seals:
        part = cleared[top : top + high, left : left + wide]
        ink = cv2.dilate(red[top : top + high, left : left + wide].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        # Through red ink, paper is bright and black is dark.
        part[ink] = part[ink][:, :1]
    return Image.fromarray(cleared), len(seals)


def _stamps(cv2: Any, red: Any, gaps: int, longer: int) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of red things as large as a stamp, and about as wide as high."""
    import numpy as np

    joined = cv2.dilate(red.astype(np.uint8), np.ones((gaps, gaps), np.uint8))
    count, _, found, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [
        (left, top, wide, high)
        for left, top, wide, high, _ in found[1 : min(count, 5_000)].tolist()
        if SMALLEST * longer < min(wide, high) and max(wide, high) < LARGEST * longer and 0.6 < wide / high < 1.7
    ]


def _is_ring(red: Any, box: tuple[int, int, int, int]) -> bool:
    """Whether the ink in a box lies in an ellipse, and nearly all along its rim."""
    import numpy as np

    left, top, wide, high = box
    down, across = np.nonzero(red[top : top + high, left : left + wide])
    x0, x1, y0, y1 = across.min(), across.max(), down.min(), down.max()
    x = (across - (x0 + x1) / 2) / max(1.0, (x1 - x0) / 2)
    y = (down - (y0 + y1) / 2) / max(1.0, (y1 - y0) / 2)
    away = np.hypot(x, y)
    rim = np.arctan2(y, x)[(away > RIM) & (away < 1.05)]
    seen = len(np.unique(((rim + np.pi) / (2 * np.pi) * 72).astype(int) % 72)) / 72
    return bool(seen > RIM_SEEN and (away > 1.1).mean() < CORNERS)
