"""A person is told that something is wrong: by webhook, by mail. What cannot be told is logged and stops nothing."""

import json
import logging
import os
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.request import Request, urlopen

log = logging.getLogger(__name__)
# https://…: gets {"subject", "text", …} as JSON; `text` is what Slack, Mattermost, Teams and their kin show.
WEBHOOK = "DOCPIPE_ALERT_WEBHOOK"
# smtp://user:password@host:587?from=docpipe@example.org&to=office@example.org,second@example.org: encrypted where the
# server offers it (STARTTLS); smtps:// from the first byte on.
MAIL = "DOCPIPE_ALERT_MAIL"
SECONDS, CHARS = 15.0, 8000
LOCAL = {None, "localhost", "127.0.0.1", "::1"}


def alert(subject: str, text: str, environment: Mapping[str, str] = os.environ, **more: str) -> list[str]:
    """Whoever the environment names is told; the ways by which that worked."""
    told = []
    for name, way in ((WEBHOOK, _webhook), (MAIL, _mail)):
        if not environment.get(name):
            continue
        try:
            way(environment[name], subject, text[:CHARS], more)
            told.append(name)
        except Exception as fault:  # whatever it is, the run must end as it would have ended
            log.warning("nobody was told by %s: %s", name, fault)
    return told


def _webhook(url: str, subject: str, text: str, more: Mapping[str, str]) -> None:
    body = json.dumps({"subject": subject, "text": f"{subject}\n{text}", **more}, ensure_ascii=False).encode()
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError(f"not a web address: {url!r}")
    with urlopen(Request(url, body, {"Content-Type": "application/json"}), timeout=SECONDS) as answer:
        answer.read(1000)


def _post(scheme: str, host: str, port: int) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=SECONDS)


def _mail(url: str, subject: str, text: str, more: Mapping[str, str]) -> None:
    given = urlsplit(url)
    options = parse_qs(given.query)
    message = EmailMessage()
    message["Subject"], message["From"] = " ".join(subject.split()), options["from"][0]
    message["To"] = ", ".join(options["to"])
    message.set_content(text + "".join(f"\n{name}: {value}" for name, value in more.items()))
    with _post(given.scheme, given.hostname or "localhost", given.port or 0) as server:
        if not isinstance(server, smtplib.SMTP_SSL):
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            elif given.username and given.hostname not in LOCAL:
                raise ValueError(f"{given.hostname} offers no encryption, and no password goes over a network without")
        if given.username:
            server.login(unquote(given.username), unquote(given.password or ""))
        server.send_message(message)
