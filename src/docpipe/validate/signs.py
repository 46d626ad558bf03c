"""Signs of a profile that stand on a page."""

from typing import NamedTuple

from docpipe.label.needles import needles
from docpipe.profile import Profile, Sign
from docpipe.validate.page import Page

# Weights are decimals, whose sums depend on the order in the last digit.
ROUNDING = 1e-9


class Found(NamedTuple):
    """A sign that stands on a page, and its words there."""

    name: str
    text: str
    weight: float


def signs(page: Page, profile: Profile, of: str, least: float = 0.0) -> list[Found]:
    """The signs of a kind that stand on a page; none at all where all that could stand there weigh less than `least`.

    Signs without their words on the page are out before any expression is asked, short places are asked first, and the
    rest is given up once it can no longer weigh enough: the body of a page is long, and few pages are news.
    """
    own = [sign for sign in profile.sign if sign.of == of]
    left = [at for at, sign in enumerate(own) if _may_stand(sign, page)]
    left.sort(key=lambda at: sum(len(page.place(place)) for place in own[at].where))
    reach, found = sum(max(own[at].weight, 0.0) for at in left), dict[int, Found]()
    for at in left:
        if reach < least - ROUNDING:
            return []
        hit = _found(own[at], page)
        if hit is not None:
            found[at] = hit
        else:
            reach -= max(own[at].weight, 0.0)
    return [found[at] for at in sorted(found)]


def _may_stand(sign: Sign, page: Page) -> bool:
    """Whether a place of the sign has one of the words without which its expression cannot match."""
    words = needles(sign.pattern)
    return words is None or any(word in page.place(place) for place in sign.where for word in words)


def _found(sign: Sign, page: Page) -> Found | None:
    hit = next((hit for place in sign.where if (hit := sign.regex.search(page.place(place)))), None)
    return Found(sign.name, " ".join(hit[0].split())[:40], sign.weight) if hit is not None else None
