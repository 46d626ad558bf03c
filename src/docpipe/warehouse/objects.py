"""Objects under an address such as s3://bucket/prefix: the one door to the package that reaches object stores."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

# A store that answers 503 is asked again, each time after a longer while; then the fault is the caller's to report.
RETRIES = {
    "max_retries": 6,
    "retry_timeout": timedelta(seconds=60),
    "backoff": {"init_backoff": timedelta(milliseconds=200), "max_backoff": timedelta(seconds=8), "base": 2},
}

KEYS = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION"
# Who has no key is asked for one of the machine's own (169.254.169.254), which only machines of the cloud have.
ADVICE = (
    ("NoSuchBucket", "there is no such bucket: create it, or mend the address"),
    (r"169\.254\.169\.254|metadata\.google|no credentials|CredentialsNotLoaded", f"no credentials: set {KEYS}"),
    ("InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken", f"it does not know these keys: {KEYS}"),
    ("AccessDenied|403 Forbidden|401 Unauthorized|PermissionDenied", "the store refuses access with these keys"),
    ("PermanentRedirect|AuthorizationHeaderMalformed", "the bucket is in another region: set AWS_REGION"),
    ("dns error|error sending request|error trying to connect|connection refused|timed out",
     "the store was not reached: check AWS_ENDPOINT_URL, AWS_REGION and the network"),
)  # fmt: skip


class ObjectsMissing(LookupError):
    """The package that reaches object stores is not installed."""


class ObjectsFault(OSError):
    """The object store did not do what it was asked for; says what."""


class Taken(RuntimeError):
    """An object of that name is there already, with another content."""


class Found(NamedTuple):
    """An object: its name under the address and when it was written."""

    name: str
    written: datetime


class Objects:
    """Objects are read and written whole. Keys, region and endpoint come from the environment (AWS_ACCESS_KEY_ID …)."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._do, self._fault, self._exists = _obstore()
        plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
        options = {"client_options": {"allow_http": True}} if plain else {}
        self._store = _from_url(address, retry_config=RETRIES, **options)

    def names(self, folder: str) -> Iterator[Found]:
        """What lies under a folder."""
        try:
            for chunk in self._do.list(self._store, folder + "/"):
                yield from (Found(item["path"], item["last_modified"]) for item in chunk)
        except self._fault as wrong:
            raise self._said("list", folder, wrong) from wrong

    def read(self, name: str) -> bytes:
        """The content of an object."""
        try:
            return bytes(self._do.get(self._store, name).bytes())
        except self._fault as wrong:
            raise self._said("read", name, wrong) from wrong

    def fetch(self, name: str, path: Path) -> None:
        """The file holds the content of an object, which is never whole in memory."""
        try:
            with path.open("wb") as file:
                for chunk in self._do.get(self._store, name):
                    file.write(chunk)
        except self._fault as wrong:
            raise self._said("read", name, wrong) from wrong

    def put(self, name: str, path: Path) -> None:
        """An object holds the content of the file."""
        try:
            self._do.put(self._store, name, path)
        except self._fault as wrong:
            raise self._said("write", name, wrong) from wrong

    def create(self, name: str, content: bytes) -> None:
        """An object holds the content, and none of that name was there before (`If-None-Match: *`). Raises Taken.

        Where an answer was lost and the question repeated, the store refuses what it took a moment before: an object
        with this very content is ours.
        """
        try:
            self._do.put(self._store, name, content, mode="create")
        except self._exists:
            if self.read(name) != content:
                raise Taken(f"{self.address}/{name} is there already") from None
        except self._fault as wrong:
            raise self._said("write", name, wrong) from wrong

    def remove(self, names: list[str]) -> None:
        """The objects are gone."""
        try:
            self._do.delete(self._store, names)
        except self._fault as wrong:
            raise self._said("remove", ", ".join(names[:3]), wrong) from wrong

    def _said(self, what: str, name: str, wrong: BaseException) -> ObjectsFault:
        return ObjectsFault(f"{self.address}: {advice(str(wrong)) or f'could not {what} {name}: {_first(wrong)}'}")


def advice(fault: str) -> str | None:
    """What to do about a fault that a person can mend, from what the store or the network said; None for any other.

    >>> advice("Generic S3 error: ... <Code>NoSuchBucket</Code>")
    'there is no such bucket: create it, or mend the address'
    """
    return next((said for words, said in ADVICE if re.search(words, fault, re.IGNORECASE)), None)


def _first(wrong: BaseException) -> str:
    return str(wrong).partition("\n")[0][:300]


def _obstore() -> tuple[Any, tuple[type[BaseException], ...], type[BaseException]]:
    try:
        import obstore
        from obstore.exceptions import AlreadyExistsError, BaseError
    except ImportError:
        raise ObjectsMissing(
            "a warehouse on an object store needs the package obstore: pip install 'docpipe[s3]'"
        ) from None
    return obstore, (BaseError, FileNotFoundError, PermissionError), AlreadyExistsError


def _from_url(address: str, **options: Any) -> Any:
    from obstore.store import from_url

    return from_url(address, **options)
