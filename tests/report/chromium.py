"""A headless Chromium that is asked over its debugging pipe what a page does: requests, messages, layout."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class Page:
    """An open page; `events` holds what the browser told so far."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive, self._rest, self._number = send, receive, b"", 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> Any:
        """The result of a command of the DevTools protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def open(self, file: Path) -> None:
        """The file is shown, all of it."""
        self.ask("Page.navigate", url=file.as_uri())
        while not self.told("Page.loadEventFired"):
            self.events.append(self._message())

    def told(self, method: str) -> list[dict[str, Any]]:
        """What the browser told under that name."""
        return [event["params"] for event in self.events if event.get("method") == method]

    def value(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def narrow(self, width: int, *, dark: bool = False) -> None:
        """The page is as wide as a phone, in light or dark."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=True)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._receive, 1 << 16)
            assert more, "Chromium has ended"
            self._rest += more
        first, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message


@contextmanager
def opened(profile: Path) -> Iterator[Page]:
    """A page of a Chromium of its own; the test is skipped where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"no Chromium here (looked for {', '.join(NAMES)})")
    into, out = os.pipe(), os.pipe()

    def place() -> None:
        one, two = os.dup(into[0]), os.dup(out[1])  # clear of 3 and 4, where Chromium looks for them
        os.dup2(one, 3)
        os.dup2(two, 4)

    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe"]
    process = subprocess.Popen(
        [program, *options, f"--user-data-dir={profile}"],
        preexec_fn=place,  # noqa: PLW1509  (no threads here)
        close_fds=False,
        stderr=subprocess.DEVNULL,
    )
    os.close(into[0])
    os.close(out[1])
    try:
        yield Page(into[1], out[0])
    finally:
        process.kill()
        process.wait()
        os.close(into[1])
        os.close(out[0])
