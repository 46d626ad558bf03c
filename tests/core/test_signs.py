"""Signs of a profile are given up early only where they could not decide."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe import digest
from docpipe.profile import Profile, Sign
from docpipe.profile_file import load_profile
from docpipe.validate.page import Page
from docpipe.validate.signs import signs

PARTS = (
    "本报讯 全县水渠修缮完工，沿线村庄都已通水。",
    "记者从县水务局获悉，水渠于昨日完工。",
    "“水渠修好了，用水方便了许多。”村民张三说。",
    "图为水渠施工现场。",
    "近日，水务局印发《水渠管理暂行办法》（以下简称《办法》）。",
    "现将水渠冬季检修的有关事项通知如下。",
    "各单位应当每月检查一次，并且记录检查的结果。",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5), st.floats(0.0, 12.0))
def test_what_is_left_out_could_not_weigh_enough(parts: list[str], least: float) -> None:
    page, profile = Page(digest("\n".join(("水渠简报", *parts)).encode(), "x.txt")), load_profile("default")
    everything, some = signs(page, profile, "news"), signs(page, profile, "news", least)
    weight = sum(sign.weight for sign in everything)
    assert some == everything or (some == [] and weight < least)


def test_signs_stand_in_the_order_of_the_profile_however_long_their_places_are() -> None:
    own = [
        Sign(of="news", name="in the body", where=("body",), pattern="水渠", weight=1),
        Sign(of="news", name="in the lead", where=("lead",), pattern="本报讯", weight=2),
        Sign(of="list", name="other", where=("lead",), pattern="水渠", weight=2),
    ]
    page = Page(digest("\n".join(PARTS).encode(), "x.txt"))
    found = signs(page, Profile(sign=tuple(own)), "news", 3)
    assert [(sign.name, sign.text) for sign in found] == [("in the body", "水渠"), ("in the lead", "本报讯")]


@pytest.mark.parametrize("weight", [0.1, 0.8, 1.1])
def test_decimals_that_add_up_in_another_order_are_not_given_up(weight: float) -> None:
    own = [Sign(of="news", name=str(at), where=("body",), pattern="水渠", weight=weight) for at in range(10)]
    page = Page(digest("\n".join(PARTS).encode(), "x.txt"))
    assert len(signs(page, Profile(sign=tuple(own)), "news", math.fsum(sign.weight for sign in own))) == 10
