"""Beads hold every line once, in order; a text is its own translation line by line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpipe.align import align, align_sections

CHINESE = st.text(
    alphabet="关于进一步加强森林防火工作的通知各县人民政府应当在二〇一九年前完成检查，。：0123456789", max_size=24
)
ENGLISH = st.text(alphabet="the forest fire notice county of shall 2019 check government .,", max_size=40)
LINES = st.lists(st.one_of(CHINESE, ENGLISH, st.text(max_size=12)), max_size=12)


def _covered(beads: list, source: int, target: int) -> None:
    assert [at for bead in beads for at in bead.source] == list(range(source))
    assert [at for bead in beads for at in bead.target] == list(range(target))
    assert all(bead.source or bead.target for bead in beads)


@given(LINES, LINES)
@settings(max_examples=150, deadline=None)
def test_beads_are_in_order_and_hold_every_line_once(source: list[str], target: list[str]) -> None:
    _covered(align(source, target), len(source), len(target))


@given(st.lists(st.tuples(LINES, LINES), max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_bead_reaches_over_the_end_of_a_section(parts: list[tuple[list[str], list[str]]]) -> None:
    source = [line for one, _ in parts for line in one]
    target = [line for _, two in parts for line in two]
    beads = align_sections(source, target, [(len(one), len(two)) for one, two in parts])
    _covered(beads, len(source), len(target))
    owner_one = [at for at, (one, _) in enumerate(parts) for _ in one]
    owner_two = [at for at, (_, two) in enumerate(parts) for _ in two]
    for bead in beads:
        assert len({owner_one[at] for at in bead.source} | {owner_two[at] for at in bead.target}) <= 1


@given(st.lists(st.one_of(CHINESE, ENGLISH).filter(str.strip), max_size=40))
@settings(max_examples=80, deadline=None)
def test_a_text_beside_itself_is_laid_line_by_line(lines: list[str]) -> None:
    assert [(bead.source, bead.target) for bead in align(lines, lines)] == [((at,), (at,)) for at in range(len(lines))]


NOTICE = [
    ("关于做好春季森林防火工作的通知", "Notice on Doing a Good Job in Spring Forest Fire Prevention"),
    ("青川县林业局各科室、各乡镇林业站：", "All sections of the Qingchuan County Forestry Bureau and all township forestry stations:"),
    ("近期气温回升，火险等级升高。各单位要加强值班。", "Temperatures have risen recently and the fire risk has increased. All units must strengthen duty."),
    ("发现火情，应当立即向县林业局报告，电话0839-720001。", "Any fire discovered shall be reported immediately to the county forestry bureau, telephone 0839-720001."),
    ("对违反规定野外用火的，依法从严处罚。", "Those who use fire in the wild in violation of regulations shall be severely punished according to law."),
    ("本通知自印发之日起施行。", "This notice takes effect from the date of issuance."),
]  # fmt: skip


def _pairs(source: list[str], target: list[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in align(source, target)]


def test_a_stray_line_stands_alone_and_a_split_one_is_joined() -> None:
    source = [one for one, _ in NOTICE]
    first, second = NOTICE[2][1].split(". ")
    target = [NOTICE[0][1], "the", NOTICE[1][1], f"{first}.", second, "Related links", *(two for _, two in NOTICE[3:])]
    assert _pairs(source, target) == [
        ((0,), (0,)), ((), (1,)), ((1,), (2,)), ((2,), (3, 4)), ((), (5,)), ((3,), (6,)), ((4,), (7,)), ((5,), (8,)),
    ]  # fmt: skip


def test_an_omitted_line_stands_alone() -> None:
    source = [one for one, _ in NOTICE]
    assert ((4,), ()) in _pairs(source, [two for at, (_, two) in enumerate(NOTICE) if at != 4])


def test_the_translation_may_stand_first() -> None:
    pairs = _pairs([two for _, two in NOTICE], [one for one, _ in NOTICE])
    assert pairs == [((at,), (at,)) for at in range(len(NOTICE))]


@pytest.mark.parametrize("copies", [60, 200])
def test_long_texts_are_aligned_in_windows(copies: int) -> None:
    source = [f"第{at}条 {one}" for at in range(copies) for one, _ in NOTICE]
    target = [f"Article {at} {two}" for at in range(copies) for _, two in NOTICE]
    assert _pairs(source, target) == [((at,), (at,)) for at in range(len(source))]
