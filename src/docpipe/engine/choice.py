"""What of raw/ a run looks at, and what it works on again."""

from dataclasses import dataclass

from docpipe.warehouse import Known


@dataclass(frozen=True, slots=True)
class Choice:
    """By default everything is looked at and only what changed is worked on.

    `only` names sources (ids of files): nothing else is looked at, not even what is gone. `again` names sources that
    are worked on whatever is known of them, `force` means all. `unsettled` are files that are still being written:
    they are left as they are known. `profile` takes the place of every collection's own.
    """

    only: frozenset[str] | None = None
    again: frozenset[str] = frozenset()
    force: bool = False
    unsettled: frozenset[str] = frozenset()
    profile: str | None = None

    def takes(self, source_id: str, held: Known | None) -> bool:
        """Whether the run looks at this source. Copies of a chosen file are chosen with it: they hang on it."""
        if source_id in self.unsettled:
            return False
        if self.only is None or source_id in self.only:
            return True
        return held is not None and held.duplicate_of in self.only

    def redoes(self, source_id: str) -> bool:
        """Whether the source is worked on even if nothing has changed."""
        return self.force or source_id in self.again

    def may_be_gone(self, source_id: str) -> bool:
        """Whether a source that was not seen counts as deleted."""
        return self.only is None or source_id in self.only


EVERYTHING = Choice()
