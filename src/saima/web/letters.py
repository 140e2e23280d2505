"""Letters: messages as they leave the house by mail or to a channel of the house.

They are in the house's language, because a letter does not know what its reader chose in a browser.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saima.actions.sending import Letter
from saima.documents import figures
from saima.records.models import Message
from saima.web.readings.inbox import MessageLine, latest_plan, line_of

MOST_LINES = 50
LONGEST_TEXT = 300


def letter_of(messages: Sequence[Message], channel: bool) -> Letter:  # noqa: FBT001 - a door's shape
    """The letter of one message, or of a day's; ``channel``: several people read it.

    What goes to a channel has no text of a person, because the channel keeps it for whoever joins.
    """
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        plan = latest_plan()
        lines = [line_of(row, plan, language, date.max) for row in messages[:MOST_LINES]]
        parts = [part(line, channel=channel) for line in lines]
        left = len(messages) - len(lines)
        if left:
            parts.append(
                ngettext("and %(count)d more message", "and %(count)d more messages", left)
                % {"count": left}
            )
        if len(messages) > 1:
            inbox = in_full(reverse("inbox"))
            parts.append(_("All messages: %(address)s") % {"address": inbox} if inbox else "")
        return Letter(title_of(lines, len(messages)), "\n\n".join(filter(None, parts)))


def title_of(lines: Sequence[MessageLine], count: int) -> str:
    """What a letter is about, in one line."""
    if count == 1:
        return _("Saima: %(kind)s") % {"kind": lines[0].name}
    day = figures.day(localdate(lines[-1].row.made_at)) if lines else ""
    return ngettext(
        "Saima: %(count)d message up to %(day)s", "Saima: %(count)d messages up to %(day)s", count
    ) % {"count": count, "day": day}


def part(line: MessageLine, *, channel: bool) -> str:
    """One message: the sentence, what was said, until when, and its address."""
    said = [line.sentence]
    if line.text and not channel:
        said.append(cut(line.text))
    if line.due is not None:
        said.append(_("Until: %(day)s") % {"day": figures.day(line.due)})
    address = line.address if channel else reverse("message_open", args=[line.row.pk])
    said.append(in_full(address))
    return "\n".join(filter(None, said))


def cut(text: str) -> str:
    """A long text at the length that a letter has room for."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def in_full(address: str) -> str:
    """An address with the site's; empty where the settings do not say where the site is."""
    return f"{settings.SITE_ADDRESS}{address}" if settings.SITE_ADDRESS and address else ""
