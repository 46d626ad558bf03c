"""What a site repeats is counted, and is evidence of clutter where it stands."""

from docpipe.document import CLUTTER, ORIGINAL
from docpipe.label.line import lines_of
from docpipe.label.strip import stripped
from docpipe.label.template import LINE, PATH, count, repeated, template_of
from docpipe.profile_file import load_profile
from docpipe.readers import read
from docpipe.reading import Reading
from docpipe.source import Source

STORIES = [
    "The council met on {day} and voted, after a long debate, to widen the bridge over the mill stream at last.",
    "On {day} a barge ran aground below the weir; its crew of three waded ashore, wet but unhurt, before dusk.",
    "Bakers agreed on {day} that the price of a loaf, unchanged for a decade, must rise by a farthing in spring.",
    "The school reopened on {day} with forty pupils, two teachers, and a stove that, it is hoped, will not smoke.",
]
SLOGAN = "Voice of the valley since the great flood, every week, for everybody who can read."


def _reading(at: int) -> Reading:
    story = STORIES[at % len(STORIES)].format(day=f"day {at}")
    markup = f"<body><div><p>{SLOGAN}</p></div><div class=s><p>{story}</p><p>{story[::-1]}.</p><p>{at} is all.</p></div></body>"
    return read(markup.encode(), Source("test", "page.html"))


def test_lines_of_many_pages_are_counted_once_a_page() -> None:
    counts = count([("valley", lines_of(_reading(at))) for at in range(4)])
    held = {item.value: item for item in counts if item.kind == LINE}
    assert held[SLOGAN].pages == held[SLOGAN].total == 4
    assert held[SLOGAN].share == 1.0
    assert held[SLOGAN].position == 0.0
    assert not any(STORIES[0][:20] in value for value in held)


def test_a_page_saved_twice_does_not_vote_itself_out() -> None:
    counts = count([("valley", lines_of(_reading(0)))] * 5)
    assert counts == []


def test_few_of_many_pages_are_no_template() -> None:
    counts = count([("valley", lines_of(_reading(at))) for at in range(4)])
    template = template_of(counts, "valley")
    assert template[LINE][SLOGAN].is_template
    assert not template[LINE][SLOGAN]._replace(pages=2, total=40).is_template
    assert template_of(counts, "elsewhere") == {LINE: {}, PATH: {}, "heading": {}}


def test_a_repeated_line_becomes_clutter_in_place() -> None:
    counts = count([("valley", lines_of(_reading(at))) for at in range(4)])
    template = template_of(counts, "valley")
    reading = _reading(2)
    lines = lines_of(reading)
    assert repeated(lines, template) == [1, 0, 0, 0]
    found = stripped(lines, [None] * len(lines), reading, load_profile("default"), template)
    assert (found[0].part, found[0].role, found[0].rule) == (CLUTTER, "template_line", "template")
    assert found[1].part == ORIGINAL
