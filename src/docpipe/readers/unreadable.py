"""A source that gives no text."""


class Unreadable(Exception):
    """No text can be had from a source: `code` for machines, `reason` for people."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[str, str]]:
        return Unreadable, (self.code, self.reason)  # it crosses from worker processes
