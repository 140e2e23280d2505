"""A draft, a meeting and a promise of commerce, as the tests of permissions ask for them."""

from datetime import date
from typing import Any

from saima.actions.meetings import NewMeeting, NewPromise, give_promise, hold
from saima.actions.register import NewDocument, draft
from saima.actions.stored_files import NamedFile
from saima.records.models import DocumentKind, MeetingKind
from tests.cast import Cast, by


def paper_facts(cast: Cast) -> dict[str, Any]:
    """The parts of the addresses; the meeting is about the newest board there is."""
    office = by(cast.office)
    file = NamedFile("x.pdf", b"%PDF-1.7 fictitious")
    made = draft(office, NewDocument(DocumentKind.OTHER, "x", file))
    promise = give_promise(office, "small", NewPromise("commerce", "x", date(2021, 5, 10)), "x")
    new = NewMeeting(MeetingKind.MONTHLY, date(2021, 4, 5), "x")
    meeting = hold(office, "small", new)
    return {"document": made.pk, "promise": promise.pk, "meeting": meeting.pk}
