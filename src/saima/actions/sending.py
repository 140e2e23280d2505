"""Send one letter through apprise, and say for certain whether it may have arrived.

Apprise answers yes or no. A no has two meanings that must not be mixed, because what may have
arrived is never sent twice: the other side refused it, or nobody knows. Its log tells them apart.
"""

import logging
import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from saima.records.models import Delivery

LONGEST_TITLE = 120
TELLING = ("Failed to send", "Socket Exception", "SMTP recipient", "Feishu rejected")
"""How the lines of apprise's log begin that say what went wrong; others hold the letter itself."""

REFUSED = re.compile(r"error=(\d{3})|\((\d{3}), b|was refused: (\d{3})|rejected.*code=(\d+)")
"""An answer of the other side: of HTTP, of a mail server (an exception, a recipient), of Feishu."""

MAY_HAVE_ARRIVED = frozenset({"502", "504"})
"""A gateway that lost the answer knows no more than we do."""

NEVER_REACHED = re.compile(
    r"refused|NewConnectionError|NameResolutionError|ConnectTimeout|connect timeout|Errno -[235]\b"
    r"|unreachable|No route|CERTIFICATE_VERIFY|certificate verify",
    re.IGNORECASE,
)
"""What the log says where nothing was handed over."""


@dataclass(frozen=True)
class Letter:
    """What is sent: plain text, links written out."""

    title: str
    body: str


class Outcome(StrEnum):
    """What is known after an attempt."""

    ARRIVED = "arrived"
    REFUSED = "refused"
    UNREACHED = "unreached"
    UNCERTAIN = "uncertain"
    WRONG_ADDRESS = "wrong_address"


@dataclass(frozen=True)
class Answer:
    """An outcome with a short code for the page; never an address, because it may hold a key."""

    outcome: Outcome
    code: str = ""


def address_for(delivery: Delivery, mail_url: str, channels: dict[str, str]) -> str:
    """Where a delivery goes; empty where the house has no way to it, or the person has left."""
    if delivery.channel:
        return channels.get(delivery.channel, "")
    person = delivery.person
    if person is None or not person.is_active or not person.mail:
        return ""
    return mail_url.replace("{address}", quote(person.mail, safe=""))


def send(address: str, letter: Letter) -> Answer:
    """Send a letter to an address of apprise; takes no longer than the address's own timeouts."""
    from apprise import Apprise, AppriseAsset, LogCapture, NotifyFormat  # noqa: PLC0415 - 0.3 s

    asset = AppriseAsset(app_id="Saima", app_desc="Saima", app_url="", async_mode=False)
    asset.image_url_mask = ""
    courier = Apprise(asset=asset)
    if not courier.add(address):
        return Answer(Outcome.WRONG_ADDRESS)
    title = " ".join(letter.title.split())[:LONGEST_TITLE]
    capture = LogCapture(level=logging.DEBUG, fmt="%(message)s")  # type: ignore[no-untyped-call] # apprise types it not
    with capture as log:
        arrived = courier.notify(title=title, body=letter.body, body_format=NotifyFormat.TEXT)
        said = log.getvalue()
    return Answer(Outcome.ARRIVED) if arrived else understood(said)


def understood(said: str) -> Answer:
    """What apprise's log says of a failure."""
    told = "\n".join(line for line in said.splitlines() if line.startswith(TELLING))
    refused = REFUSED.search(told)
    if refused is not None:
        code = next(found for found in refused.groups() if found)
        uncertain = code in MAY_HAVE_ARRIVED
        return Answer(Outcome.UNCERTAIN if uncertain else Outcome.REFUSED, code)
    if NEVER_REACHED.search(told):
        return Answer(Outcome.UNREACHED)
    return Answer(Outcome.UNCERTAIN)
