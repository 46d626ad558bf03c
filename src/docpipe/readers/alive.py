"""Signs of life of a reader at long work: after each page it says that it goes on."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def alive() -> None:
    """Whoever waits for this reader knows that it has done a page."""
    for listener in _listeners:
        listener()


def listen(listener: Callable[[], None]) -> None:
    """From now on `listener` is called with every sign of life."""
    _listeners.append(listener)
