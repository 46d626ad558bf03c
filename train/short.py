"""Invented short papers: a title, a few lines of text, a signature and a date.

The corpora hold long papers, where a title or a signature is one line in hundreds. In a paper of six lines each of them
is a sixth of the text, so the forests must have seen that such lines belong to it. Every line below is made up.
"""

import random
from collections.abc import Callable, Iterator

PLACES = "临江 青岭 松源 海晏 双桥 平安 石门 柳河 云浦 北川河 南屏 东坪 白沙 清水 新渡".split()
LEVELS = "市 县 省 区".split()
OFFICES = (
    "人民政府 人民政府办公室 水务局 财政局 教育局 卫生健康委员会 交通运输局 文化和旅游局 应急管理局 民政局 档案馆 "
    "市场监督管理局 农业农村局 住房和城乡建设局 委员会办公室 图书馆 统计局"
).split()
TOPICS = (
    "做好汛期值班 开展校园食堂检查 调整供水价格 清理闲置档案库房 举办职工运动会 加强冬季防火 核定取水许可 "
    "报送年度统计报表 设立古树保护区 更换公章 规范公务接待 增补专家库成员 推进农村道路养护 注销失效许可证 "
    "停止使用旧版票据 延长展览开放时间 征集地方志资料 组织春季义务植树 启用新办公地址 表彰先进集体"
).split()
PEOPLE = "陈立文 周海平 吴秀英 郑国强 孙晓梅 何建民 罗永福 许文静 高志远 沈玉兰".split()
SENTENCES = (
    "请结合实际，认真组织实施。",
    "有关费用由各单位自行承担，不得向群众摊派。",
    "执行中遇到的问题，请及时向我局反映。",
    "各单位要明确一名负责同志分管此项工作，并于月底前将名单报送办公室。",
    "逾期未报的，视为无意见。",
    "经研究，现将有关事项通知如下。",
    "此前规定与本通知不一致的，以本通知为准。",
    "材料一式三份，加盖公章后送至二楼收发室。",
    "会议由主任主持，听取了各科室关于上半年工作的汇报，讨论了下一步安排。",
    "会议决定，由财务科在十日内提出经费方案，报下次会议审定。",
    "你单位来文收悉。经审查，同意所报方案，请按程序办理。",
    "所需土地从原有用地中调剂解决，不再新增指标。",
    "要加强宣传引导，注意收集群众意见，做到件件有回音。",
    "对工作不力、造成不良影响的，按照有关规定追究责任。",
    "以上意见如无不妥，请批转各地执行。",
    "自即日起施行。",
    "来信已经收到，感谢你对我们工作的关心。你提出的三条建议，我们已转有关科室研究。",
)
NUMBERED = (
    "一、提高认识，加强领导。",
    "二、突出重点，分步推进。",
    "三、严格检查，按时报告。",
    "（一）全面排查隐患，建立台账，逐项销号。",
    "（二）值班人员不得擅离岗位，遇有情况立即报告。",
)
ADDRESSED = (
    "各区县人民政府，市直各单位",
    "各乡镇、街道办事处",
    "各科室、下属各单位",
    "省厅办公室",
    "尊敬的李先生",
    "全体职工",
    "各有关企业",
)
CLOSINGS = ("特此通知。", "特此函复。", "此复。", "专此报告，请予审示。", "此致\n敬礼", "妥否，请批示。", "")
CODES = "政发 政办 水 财 教 卫 函 字".split()
DIGITS = "〇一二三四五六七八九"
NAMES = ("Hartley", "Moreau", "Lindqvist", "Okafor", "Brandt", "Whitcombe", "Farrell", "Duarte")
TOWNS = ("Port Allen", "Greywater", "Stonebridge", "Marlow Bay", "Eastcliff")
MATTERS = (
    "the repair of the harbour wall",
    "the loan of two maps",
    "the date of the annual meeting",
    "a change of address",
)
ENGLISH = (
    "I have the honour to acknowledge the receipt of your letter of the 4th instant.",
    "The committee considered your request at its last meeting and has agreed to it in full.",
    "No further papers are needed for the present, but the originals should be kept until the end of the year.",
    "I should be grateful for an early reply, as the matter must be settled before the ships leave.",
    "The costs will be shared equally, and a statement of them will follow by separate cover.",
    "All members are asked to be present, or to send word to the secretary beforehand.",
    "I have discussed this with my colleague, who sees no objection.",
)
CITIES = ("Linjiang", "Haiyan City", "Yunpu County", "Songyuan District", "Nanping")
BUREAUS = ("Water Affairs Bureau", "Bureau of Education", "People's Government", "Transport Commission", "Archives")
SUBJECTS = (
    "Closing Two Ferry Crossings",
    "the Use of School Playgrounds During the Holidays",
    "Issuing the Measures for the Care of Old Trees",
    "Reporting Statistics for the Second Quarter",
    "Approving the Plan for the Northern Reservoir",
)
PROVISIONS = (
    "The following matters are hereby notified upon study.",
    "1. Each unit shall appoint one person in charge and report the name before the end of the month.",
    "2. Fees already collected shall be returned within thirty days.",
    "Article 1 These Measures are formulated in order to protect the rights of the public.",
    "Problems found in the course of implementation shall be reported to the Bureau without delay.",
    "This Notice shall take effect on the date of its issuance.",
    "You are requested to organise the work in the light of actual conditions.",
)


def short_papers(count: int, seed: int = 1949) -> Iterator[tuple[str, list[str]]]:
    """So many papers, the same ones for the same seed: a name, and the lines of the text."""
    dice = random.Random(seed)
    for at in range(count):
        kind, write = KINDS[at % len(KINDS)]
        lines = [line for written in write(dice) for line in written.split("\n") if line]
        yield f"{kind}-{at}", lines


def _office(dice: random.Random) -> str:
    return dice.choice(PLACES) + dice.choice(LEVELS) + dice.choice(OFFICES)


def _date(dice: random.Random) -> str:
    year, month, day = dice.randint(1951, 2023), dice.randint(1, 12), dice.randint(1, 28)
    if dice.random() < 0.3:
        return "".join(DIGITS[int(digit)] for digit in str(year)) + f"年{_number(month)}月{_number(day)}日"
    return f"{year}年{month}月{day}日"


def _number(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if not tens else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def _doc_number(dice: random.Random) -> str:
    year = dice.randint(1980, 2023)
    left, right = dice.choice(("〔〕", "[]", "（）"))
    code = dice.choice(PLACES)[0] + dice.choice(CODES)
    return f"{code}{left}{year}{right}{dice.randint(1, 180)}号"


def _body(dice: random.Random, most: int = 3) -> list[str]:
    """A few paragraphs of one to three sentences; the numbered ones stand in a line of their own."""
    plain = dice.sample(SENTENCES, 3 * most)
    body = ["".join(plain[3 * at : 3 * at + dice.randint(1, 3)]) for at in range(dice.randint(1, most))]
    return body + (sorted(dice.sample(NUMBERED, dice.randint(2, 4)), key=NUMBERED.index) if dice.random() < 0.2 else [])


def _signed(dice: random.Random, office: str) -> list[str]:
    signed = [office, _date(dice)]
    if dice.random() < 0.15:
        signed.reverse()
    if dice.random() < 0.2:
        signed = [" ".join(signed)]
    return signed if dice.random() < 0.9 else signed[:1]


def _maybe(dice: random.Random, chance: float, *lines: str) -> list[str]:
    return list(lines) if dice.random() < chance else []


def _notice(dice: random.Random) -> list[str]:
    office, topic = _office(dice), dice.choice(TOPICS)
    title = f"关于{topic}的{dice.choice('通知 通告 意见 决定 公告'.split())}"
    return [
        *_maybe(dice, 0.2, f"{office}文件"),
        *_maybe(dice, 0.2, _doc_number(dice)),
        title if dice.random() < 0.5 else office + title,
        *_maybe(dice, 0.6, _doc_number(dice)),
        *_maybe(dice, 0.7, dice.choice(ADDRESSED) + "："),
        *_body(dice),
        dice.choice(CLOSINGS[:2]) if dice.random() < 0.5 else "",
        *_maybe(dice, 0.2, f"附件：{topic}情况表"),
        *_signed(dice, office),
        *_maybe(dice, 0.15, "（此件公开发布）"),
    ]


def _reply(dice: random.Random) -> list[str]:
    office, other = _office(dice), _office(dice)
    return [
        f"{office}关于同意{dice.choice(TOPICS)}的{dice.choice(('批复', '复函', '函'))}",
        *_maybe(dice, 0.7, _doc_number(dice)),
        f"{other}：",
        *_body(dice, 2),
        dice.choice(CLOSINGS[1:3]),
        *_signed(dice, office),
    ]


def _letter(dice: random.Random) -> list[str]:
    return [
        *_maybe(dice, 0.4, f"致{dice.choice(PEOPLE)}同志的{dice.choice('信 复信 电报'.split())}"),
        f"{dice.choice(PEOPLE)}{dice.choice(('同志', '先生', '女士', '教授'))}：",
        *_maybe(dice, 0.4, "您好！"),
        *_body(dice),
        dice.choice(CLOSINGS[4:]),
        dice.choice(PEOPLE),
        _date(dice),
    ]


def _order(dice: random.Random) -> list[str]:
    office = _office(dice)
    return [
        f"{office}{'令' if dice.random() < 0.7 else '任免通知'}",
        f"第{dice.randint(1, 60)}号",
        *_body(dice, 2),
        dice.choice(("局长", "主任", "市长", "县长", "")) + "　" + dice.choice(PEOPLE),
        _date(dice),
    ]


def _minutes(dice: random.Random) -> list[str]:
    return [
        f"{_office(dice)}第{_number(dice.randint(1, 30))}次会议{dice.choice(('纪要', '记录'))}",
        f"时间：{_date(dice)}",
        f"地点：{dice.choice(('二楼会议室', '三楼小会议室', '机关礼堂'))}",
        *_maybe(dice, 0.7, f"主持：{dice.choice(PEOPLE)}"),
        "出席：" + "　".join(dice.sample(PEOPLE, dice.randint(2, 4))),
        *_body(dice),
    ]


def _english(dice: random.Random) -> list[str]:
    name, town, matter = dice.choice(NAMES), dice.choice(TOWNS), dice.choice(MATTERS)
    dated = f"{town}, {dice.choice(('March', 'June', 'October'))} {dice.randint(1, 28)}, {dice.randint(1905, 1988)}"
    return [
        *_maybe(dice, 0.5, f"{dice.choice(('Letter', 'Memorandum', 'Notice'))} concerning {matter}"),
        *_maybe(dice, 0.6, dated),
        dice.choice((f"Dear {name},", f"To Mr. {name}:", "Sir:", "To all members:")),
        *(" ".join(dice.sample(ENGLISH, dice.randint(1, 2))) for _ in range(dice.randint(1, 3))),
        dice.choice(("Yours faithfully,", "Yours sincerely,", "I am, Sir, your obedient servant,", "")),
        f"{dice.choice('ABCEJTW')}. {dice.choice(NAMES)}",
        *_maybe(dice, 0.4, dice.choice(("Secretary", "Chairman of the Committee", "For the Board"))),
    ]


def _circular(dice: random.Random) -> list[str]:
    """An English version of a notice, as offices publish it."""
    town, bureau, subject = dice.choice(CITIES), dice.choice(BUREAUS), dice.choice(SUBJECTS)
    signed = f"{town} {bureau}"
    return [
        f"{dice.choice(('Notice', 'Circular', 'Opinions', 'Reply', 'Announcement'))} on {subject}"
        + (f" in {town}" if dice.random() < 0.4 else ""),
        *_maybe(dice, 0.4, signed),
        *_maybe(dice, 0.5, f"{town.split()[0]} Han [{dice.randint(1999, 2023)}] No. {dice.randint(1, 120)}"),
        *_maybe(dice, 0.7, "To all departments and subordinate units:"),
        *dice.sample(PROVISIONS, dice.randint(1, 4)),
        *_maybe(dice, 0.8, signed),
        f"{dice.choice(('March', 'June', 'October'))} {dice.randint(1, 28)}, {dice.randint(1999, 2023)}",
    ]


def _bilingual(dice: random.Random) -> list[str]:
    return _notice(dice) + _circular(dice)


def _bulletin(dice: random.Random) -> list[str]:
    issue, office = dice.randint(1, 60), _office(dice)
    named = dice.choice(("工作简报", "情况通报", "信 息 快 报", "学 习 简 报"))
    return [
        named,
        f"第{issue}期" if dice.random() < 0.5 else f"第 {issue} 期",
        *_maybe(dice, 0.5, f"（总第 {issue + dice.randint(20, 300)} 期）"),
        f"{office}{dice.choice(('', '编', '主办'))}　　　　{_date(dice)}",
        *_maybe(dice, 0.4, "─" * dice.randint(12, 30)),
        f"{dice.choice(PLACES)}{dice.choice(TOPICS)}",
        *_body(dice),
        *_maybe(dice, 0.4, "─" * 20),
        *_maybe(dice, 0.5, dice.choice(("报：", "送：", "发：")) + dice.choice(ADDRESSED)),
    ]


KINDS: tuple[tuple[str, Callable[[random.Random], list[str]]], ...] = (
    ("notice", _notice),
    ("reply", _reply),
    ("letter", _letter),
    ("order", _order),
    ("minutes", _minutes),
    ("english", _english),
    ("circular", _circular),
    ("bilingual", _bilingual),
    ("bulletin", _bulletin),
)
