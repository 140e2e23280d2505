"""A new draft: its kind and what it is made of stand in the address, the rest is typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from saima.actions.meetings import red_items
from saima.actions.papers import drafts
from saima.actions.papers.boards import paper_of
from saima.actions.papers.pledges import Pledging
from saima.actions.papers.supervision import Matter
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.documents.kinds import KINDS
from saima.records.models import Board, BoardState, Consequence, DocumentKind, IssuedDocument
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.papers import (
    CircularForm,
    NoticeForm,
    PledgeForm,
    RecordForm,
    ShowForm,
    SupervisionForm,
    TalkForm,
    lines_of,
    points_of,
    usual,
)
from saima.web.place import Place
from saima.web.readings.papers import usual_head

Source = Board | Consequence | None


@dataclass(frozen=True)
class Making:
    """How a kind is made: of what, with which form, by which action."""

    source: type[Board] | type[Consequence] | None
    form: type[forms.Form]
    draft: Callable[[Desk, Any, int], IssuedDocument]


def draft_supervision(desk: Desk, form: Any, board: int) -> IssuedDocument:
    """A supervision sheet for the red light that was chosen."""
    given = form.cleaned_data
    unit, _slash, indicator = given["item"].partition("/")
    matter = Matter(unit, indicator, given["demand"], desk.by.today, given["due"])
    return drafts.draft_supervision(desk.by, board, matter)


def draft_pledge(desk: Desk, form: Any, board: int) -> IssuedDocument:
    """The pledge of the unit that was chosen."""
    given = form.cleaned_data
    sides = (given["city_side"], given["city_post"], given["unit_post"])
    measures = lines_of(given["measures"])
    return drafts.draft_pledge(desk.by, board, Pledging(given["unit"], *sides, measures))


def draft_notice(desk: Desk, form: Any, _source: int) -> IssuedDocument:
    """A notice of what was typed."""
    given = form.cleaned_data
    matters = points_of(given["matters"])
    filed = DocumentKind(given["filed"])
    wanted = drafts.Wanted(given["subject"], given["ground"], matters, given["due"], filed)
    return drafts.draft_notice(desk.by, form.head(), wanted)


MAKINGS: dict[str, Making] = {
    "circular": Making(
        Board,
        CircularForm,
        lambda desk, form, board: drafts.draft_circular(
            desk.by, board, form.head(), form.cleaned_data["due"]
        ),
    ),
    "monthly_show": Making(
        Board,
        ShowForm,
        lambda desk, form, board: drafts.draft_show(desk.by, board, form.head()),
    ),
    "supervision_sheet": Making(Board, SupervisionForm, draft_supervision),
    "pledge": Making(Board, PledgeForm, draft_pledge),
    "notice": Making(None, NoticeForm, draft_notice),
    "talk_notice": Making(
        Consequence,
        TalkForm,
        lambda desk, form, key: drafts.draft_talk_notice(desk.by, key, form.head(), form.talk()),
    ),
    "talk_record": Making(
        Consequence,
        RecordForm,
        lambda desk, _form, key: drafts.draft_talk_record(desk.by, key),
    ),
}


@at_the_desk(Right.DOCUMENT_ISSUE)
def document_new(desk: Desk, kind: str, source: int) -> HttpResponse:
    """The form of a kind; then the draft is made. ``source`` is 0 where it is made of nothing."""
    making = MAKINGS.get(kind)
    if making is None or desk.place is None:
        raise Http404(_("There is no such kind of document."))
    found = source_of(making, source)
    posted = desk.request.method == "POST"
    form = making.form(desk.request.POST if posted else None, initial=beginning(desk, desk.place))
    choose(form, found)
    problems = None
    if posted and form.is_valid():
        try:
            made = making.draft(desk, form, source)
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("document", args=[made.pk]), "document.draft")
    return desk.render(
        "document_new",
        CONFLICT if posted else 200,
        form=form,
        problems=problems,
        kind=KINDS[kind].label.text(desk.language),
        source=found,
        board=found if isinstance(found, Board) else None,
    )


def source_of(making: Making, key: int) -> Source:
    """The board or consequence that the draft is made of; Http404 where it is not there."""
    if making.source is None:
        return None
    found: Source = making.source._default_manager.filter(pk=key).first()
    if found is None or (isinstance(found, Board) and found.state != BoardState.SEALED):
        raise Http404(_("Documents are made of sealed boards and of consequences."))
    return found


def beginning(desk: Desk, place: Place) -> dict[str, object]:
    """What the form begins with."""
    organ, mark = usual_head(place.plan)
    return usual(organ, mark, desk.by.today)


def choose(form: forms.Form, source: Source) -> None:
    """Give the choices of a form: red lights and units of its board."""
    if not isinstance(source, Board):
        return
    paper = paper_of(source)
    if isinstance(form, SupervisionForm):
        form.fields["item"].choices = [  # type: ignore[attr-defined]
            (
                f"{one.unit}/{one.indicator}",
                f"{paper.name(one.unit)} · {paper.plan.indicator_by_code[one.indicator].label.zh}",
            )
            for one in red_items(source)
        ]
    if isinstance(form, PledgeForm):
        units = [row.unit for group in paper.groups() for row in paper.units(group.code)]
        form.fields["unit"].choices = [(unit, paper.name(unit)) for unit in units]  # type: ignore[attr-defined]
