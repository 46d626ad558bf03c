"""Chinese numerals."""

DIGITS = {
    char: at
    for at, chars in enumerate(
        (
            "〇零○Ｏ０0",
            "一壹元1１",
            "二贰兩两2２",
            "三叁3３",
            "四肆4４",
            "五伍5５",
            "六陆6６",
            "七柒7７",
            "八捌8８",
            "九玖9９",
        )
    )
    for char in chars
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "萬": 10_000}
UNITS |= {"亿": 100_000_000, "億": 100_000_000}
TWENTY = {"廿": "二十", "卅": "三十", "卌": "四十"}


ONES = "〇一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """1 to 99 as a numeral: 二, 十二, 二十."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else ONES[tens]) + "十" if tens else "") + (ONES[ones] if ones or not tens else "")


def chinese_number(text: str) -> int | None:
    """The number that a numeral says: 十二, 一百零三, 一億三千萬, 二〇一二 (digit by digit), 廿一, 12; None for what is none."""
    for short, long in TWENTY.items():
        text = text.replace(short, long)
    if not text or any(char not in DIGITS and char not in UNITS for char in text):
        return None
    if not any(char in UNITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, section, digit = 0, 0, None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char] if digit is None or digit == 0 else digit * 10 + DIGITS[char]
        elif UNITS[char] >= 100_000_000:
            total, section, digit = (total + section + (digit or 0)) * UNITS[char], 0, None
        elif UNITS[char] == 10_000:
            total, section, digit = total + (section + (digit or 0)) * 10_000, 0, None
        else:
            section += (1 if digit is None else digit) * UNITS[char]
            digit = None
    return total + section + (digit or 0)
