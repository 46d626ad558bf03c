"""Invented papers on the pages of offices, for training."""

import random

import pytest

from docpipe import digest
from train.office import SHAPES, page_of
from train.short import KINDS, short_papers

PAPERS = list(short_papers(3 * len(KINDS)))


@pytest.mark.parametrize(("key", "body"), PAPERS, ids=[key for key, _ in PAPERS])
def test_a_page_shows_its_paper_once_and_in_order(key: str, body: list[str]) -> None:
    markup, text = page_of(body, random.Random(key))
    assert markup == page_of(body, random.Random(key))[0]
    shown = [" ".join(line.split()) for line in digest(markup.encode(), "page.html").reading.text.splitlines()]
    places = [shown.index(" ".join(line.split())) for line in body]
    assert places == sorted(places)
    assert text == body or (text == body[1:] and "<h1" in markup)


def test_pages_come_in_every_shape() -> None:
    shapes = {shape.__name__ for shape in SHAPES}
    dice, seen = random.Random(3), set()
    for _, body in PAPERS * 3:
        markup, _ = page_of(body, dice)
        seen.add("_tables" if "<table" in markup else "_wrapped" if "<h1" in markup else "_inside")
    assert seen == shapes
