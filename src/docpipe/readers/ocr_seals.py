"""Red seals, looked through: what is printed in black under one is read as if it were not there."""

from typing import Any

RED = 45  # levels by which the red of a seal's ink is above its green and blue
SMALLEST, LARGEST = 0.05, 0.3  # of the longer side of the page; the letters of a red head are smaller, its rule is flat
GAPS = 9  # points of a ring that black letters may break


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
    joined = cv2.dilate(red.astype(np.uint8), np.ones((GAPS, GAPS), np.uint8))
    count, _, found, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    seals = [
        (left, top, wide, high)
        for left, top, wide, high, _ in found[1 : min(count, 5_000)].tolist()
        if SMALLEST * longer < min(wide, high) and max(wide, high) < LARGEST * longer and 0.6 < wide / high < 1.7
    ]
    if not seals:
        return image, 0
    cleared = pixels.copy()
    for left, top, wide, high in seals:
        part = cleared[top : top + high, left : left + wide]
        ink = cv2.dilate(red[top : top + high, left : left + wide].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        # Through red ink, paper is bright and black is dark.
        part[ink] = part[ink][:, :1]
    return Image.fromarray(cleared), len(seals)
