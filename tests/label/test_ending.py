"""Below the line of its editor a text is over."""

import numpy as np
import pytest

from docpipe import digest
from docpipe.label.ending import below_the_end
from docpipe.profile_file import ProfileError, load_profile

TEXT = [
    "今年以来，全县共修缮灌溉水渠四十余公里，惠及沿线十二个村庄，群众普遍反映用水比往年方便了许多，田间地头一片赞誉之声。",
    "渠道全部采用本地石料砌筑，既节约了运费，也便于日后维修和养护，使用年限可达三十年，受到了水利部门和群众的一致肯定。",
    "下一步，县里计划在冬季农闲时组织清理支渠，并对沿线的闸门逐一检查登记，确保明年春灌按时开始，不误农时，不误农事。",
]
OTHER = "今年的苹果又红又大，果农们忙着采摘装箱，预计全县总产量将超过去年三成，价格也比去年同期略有上涨，大家喜笑颜开。"
ENGLISH = "This year the county repaired more than forty kilometres of canals, to the benefit of twelve villages."


def dropped(*lines: str) -> list[str]:
    """What is not of the text, where 责任编辑 ends it and all lines were kept."""
    ends = [at for at, line in enumerate(lines) if line.startswith("责任编辑")]
    found = below_the_end(lines, ends, np.ones(len(lines), bool))
    return [line for line, is_beyond in zip(lines, found, strict=True) if is_beyond]


def test_what_runs_on_below_the_editor_is_another_text() -> None:
    assert dropped(*TEXT, "责任编辑：林晓", OTHER, OTHER) == [OTHER, OTHER]


@pytest.mark.parametrize(
    "lines",
    [
        (*TEXT, OTHER),  # nobody says that it is over
        ("修渠四十里", "责任编辑：林晓", *TEXT),  # the editor stands above the text
        (TEXT[0], "责任编辑：林晓", *TEXT, *TEXT, OTHER),  # too little above it, a summary
        (*TEXT, "责任编辑：林晓", ENGLISH),  # a translation
        (ENGLISH, ENGLISH, "责任编辑：林晓", OTHER),
        (*TEXT, "责任编辑：林晓", "附件1", OTHER),  # an attachment
    ],
)
def test_what_belongs_to_the_text_stays(lines: tuple[str, ...]) -> None:
    assert dropped(*lines) == []


def test_the_second_article_of_a_dump_is_clutter_and_signed() -> None:
    document = digest("\n".join((*TEXT, "责任编辑：林晓", OTHER, "版权所有 明水日报")).encode(), "dump.txt")
    (block,) = [block for block in document.blocks if document.text_of(block) == OTHER]
    assert (block.part, block.rule) == ("clutter", "heuristic:below the end of the text")
    assert document.body is not None and document.body.split("\n") == TEXT


def test_an_editor_between_the_articles_of_a_law_does_not_end_it() -> None:
    articles = [f"第{number}条 {text}" for number, text in zip("一二三四", (*TEXT, OTHER), strict=True)]
    document = digest(
        "\n".join(("明水市城市供水管理办法", *articles[:3], "编辑：林晓", articles[3])).encode(), "law.txt"
    )
    assert [document.text_of(block) for block in document.blocks if block.role == "article"] == articles


def test_a_rule_that_ends_texts_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    profile = tmp_path_factory.mktemp("profile") / "collection.toml"
    profile.write_text('[[rule]]\npattern = "^完$"\nrole = "source_line"\nends = true\n', "utf-8")
    with pytest.raises(ProfileError, match="needs a `name`"):
        load_profile(profile)
    profile.write_text('[[rule]]\npattern = "^完$"\nrole = "source_line"\nends = true\nname = "over"\n', "utf-8")
    assert load_profile(profile).ending_rules == {"over"}
