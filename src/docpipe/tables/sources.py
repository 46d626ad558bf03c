"""One row per file or container member that was ever seen under raw/."""

from typing import Literal

from docpipe.tables.column import Row, given, maybe


class SourceRow(Row):
    """A file, or one member of a container, and what became of it."""

    source_id: str = given("Identity of the file or member by collection, path and member: 16 hexadecimal digits.")
    collection: str = given("Folder directly under raw/ that it belongs to.", low=True)
    path: str = given("Path inside the collection; bytes that are no UTF-8 are shown as \\xNN.")
    member: str | None = maybe("Name of the part inside a container; NULL for a file.")
    sha256: str | None = maybe("SHA-256 of its bytes; NULL where they could not be read.")
    bytes: int | None = maybe("Size in bytes.", arrow="int64")
    media_type: str | None = maybe("Media type by content.", low=True)
    mtime_ns: int | None = maybe("When the file was last changed, nanoseconds since 1970.", arrow="int64", run=True)
    container_id: str | None = maybe("Of a member, the source_id of the container file that it is in.")
    status: Literal["accepted", "held", "unreadable", "duplicate", "container", "joined"] = given(
        "accepted or held: has a document; unreadable: has none; duplicate: the same content as duplicate_of; "
        "container: its members have rows of their own; joined: a translation, its text is part of the document of "
        "joined_to.",
        low=True,
    )
    code: str | None = maybe(
        "Short name of the reason, of an unreadable source (encrypted, empty, timeout …).", low=True
    )
    reason: str | None = maybe("Why it was held, not read or left out, for a person.")
    duplicate_of: str | None = maybe("The source that holds the same content.")
    joined_to: str | None = maybe("The source whose document holds its text, where it is a translation of that.")
    joined_start: int | None = maybe("Where in that document's text its own begins.", arrow="int32")
    joined_end: int | None = maybe("Where in that document's text its own ends.", arrow="int32")
    key: str | None = maybe(
        "Hash of content, profile and docpipe version: a source whose key is unchanged needs no work."
    )
    profile_hash: str | None = maybe("Hash of the profile it was read with.", low=True)
    docpipe_version: str = given("Version of docpipe that decided.", low=True, run=True)
    first_run_id: str = given("The run that first saw it.", low=True, run=True)
    last_run_id: str = given("The run that last worked on it or marked it deleted.", low=True, run=True)
    deleted_run_id: str | None = maybe(
        "The run that found the file gone; its document rows are gone with it. NULL while it is there.",
        low=True,
        run=True,
    )
    seconds: float | None = maybe("Time that reading and labelling took, seconds.", arrow="float32", run=True)
