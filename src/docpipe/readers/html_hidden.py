"""Pages that hide their text until a script shows it: saved before the script ran, they show next to nothing."""

import re

TAG = re.compile(r"<[A-Za-z][^<>]*>")
HIDING = re.compile(
    r"\shidden(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?(?=[\s/>])|display\s*:\s*none\s*;?|visibility\s*:\s*hidden\s*;?",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[\u3002\uff01\uff1f]|[.!?](?:\s|$)")
# What a page shows at most, and what it must hide at least, to be looked at a second time.
LITTLE, MUCH = 1200, 600
# The text that comes to light holds so many sentences, and so many times what was shown.
SENTENCES, TIMES = 6, 3


def may_hide(shown: int, hidden: int, markup: str) -> bool:
    """Whether a page that shows and hides so many characters could hide its text."""
    return shown <= LITTLE and hidden >= MUCH and any(HIDING.search(tag[0]) for tag in TAG.finditer(markup))


def unhidden(markup: str) -> str:
    """The markup with nothing hidden by an attribute; scripts and styles stay what they are."""
    return TAG.sub(lambda tag: HIDING.sub(" ", tag[0]), markup)


def is_the_text(before: str, after: str) -> bool:
    """Whether what has come to light is the text of the page, and not menus and dialogues."""
    more = len(after) - len(before)
    return more >= MUCH and len(after) >= TIMES * len(before) and len(SENTENCE.findall(after)) >= SENTENCES
