"""Good cases 典型案例: the list, one with its steps, writing and changing one."""

from collections.abc import Callable, Mapping

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions import good_cases as actions
from saima.actions.by import By
from saima.actions.good_case_steps import Act, offered
from saima.actions.good_cases import may_read
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.actions.sniffing import MOST_BYTES
from saima.actions.stored_files import NamedFile
from saima.records.models import GoodCase, ProposalState
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.stored import stored_file
from saima.web.forms.good_cases import BonusForm, CaseForm, typed_before
from saima.web.pages.hard_problems import looks_personal
from saima.web.pages.rounds import placed
from saima.web.readings.good_cases import read_case, read_cases
from saima.web.readings.meetings import unit_choices

Step = Callable[[By, int, str], object]

STEPS: Mapping[Act, Step] = {
    Act.PROPOSE: lambda by, case, _text: actions.propose(by, case),
    Act.DROP: lambda by, case, _text: actions.drop(by, case),
    Act.APPROVE: actions.approve,
    Act.RETURN: actions.send_back,
    Act.PUBLISH: lambda by, case, _text: actions.publish(by, case),
    Act.WITHDRAW: actions.withdraw,
}
"""The steps that are a button with at most one text."""


@require_safe
@at_the_desk()
def good_cases(desk: Desk) -> HttpResponse:
    """Published cases for everybody who is signed in; the others for those they concern."""
    plan = placed(desk).plan
    asked = desk.request.GET.dict()
    return desk.render(
        "good_cases",
        reading=read_cases(desk.by, plan, asked, desk.language),
        units=unit_choices(plan, desk.language),
        contests=[(one.code, one.label.text(desk.language)) for one in plan.nodes],
        may_write=bool(writable(desk)),
    )


def writable(desk: Desk) -> list[str]:
    """The units that somebody may write for."""
    return sorted(desk.by.standing.units(Right.GOOD_CASE_WRITE))


@at_the_desk(Right.GOOD_CASE_WRITE)
def good_case_new(desk: Desk) -> HttpResponse:
    """A unit writes a case."""
    return written(desk, None)


@at_the_desk(Right.GOOD_CASE_WRITE)
def good_case_edit(desk: Desk, case: int) -> HttpResponse:
    """A unit changes a draft, or a case that was sent back."""
    found = visible(desk, case)
    if Act.EDIT not in offered(desk.by, found):
        raise Http404(_("There is no such case, or it cannot be changed now."))
    return written(desk, found)


def written(desk: Desk, case: GoodCase | None) -> HttpResponse:
    """The form of a case; kept as a draft, it is handed in on its own page."""
    asks = "confirmed" in desk.request.POST
    form, problems = case_form(desk, case, asks=asks), None
    if desk.request.method == "POST" and form.is_valid():
        plan = placed(desk).plan.code
        new = form.case(sent(desk))
        try:
            kept = (
                actions.write(desk.by, plan, new)
                if case is None
                else actions.edit(desk.by, case.pk, new)
            )
        except Refused as refusal:
            problems = desk.told(refusal)
            form = case_form(desk, case, asks=asks or looks_personal(refusal))
        else:
            return back_with(reverse("good_case", args=[kept.pk]), "good_case.write")
    status = CONFLICT if problems or form.errors else 200
    return desk.render("good_case_new", status, form=form, problems=problems, case=case)


def case_form(desk: Desk, case: GoodCase | None, *, asks: bool) -> CaseForm:
    """The form with what was typed; a box to confirm where a text looks personal."""
    return CaseForm(
        desk.request.POST or None,
        initial=typed_before(case) if case else None,
        plan=placed(desk).plan,
        units=[case.unit] if case else writable(desk),
        language=desk.language,
        asks=asks,
    )


def sent(desk: Desk) -> NamedFile | None:
    """The file in the form, read no further than a file may be long."""
    file = desk.request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.name:
        return None
    return NamedFile(file.name, file.read(MOST_BYTES + 1))


@at_the_desk()
def good_case(desk: Desk, case: int) -> HttpResponse:
    """One case; each button takes exactly one step."""
    plan = placed(desk).plan
    found = visible(desk, case)
    typed = desk.request.POST
    act = typed.get("act", "")
    bonus = BonusForm(
        typed if act == Act.BONUS else None,
        plan=plan,
        language=desk.language,
        initial={"period": str(placed(desk).period)},
    )
    problems = None
    if desk.request.method == "POST":
        try:
            if taken(desk, found.pk, act, bonus):
                return back_with(reverse("good_case", args=[found.pk]), f"good_case.{act}")
        except Refused as refusal:
            problems = desk.told(refusal)
        found.refresh_from_db()
    reading = read_case(desk.by, placed(desk), found, desk.language)
    return desk.render(
        "good_case",
        CONFLICT if desk.request.method == "POST" else 200,
        reading=reading,
        edits=Act.EDIT in reading.acts,
        bonuses=Act.BONUS in reading.acts and may_have_bonus(found),
        bonus=bonus,
        problems=problems,
        typed=typed,
    )


def may_have_bonus(case: GoodCase) -> bool:
    """Whether no bonus waits or counts for the case."""
    return case.bonus is None or case.bonus.state == ProposalState.DECLINED


def taken(desk: Desk, case: int, act: str, bonus: BonusForm) -> bool:
    """Take the step of a form; False where it has errors. Raises as the actions do."""
    if act == Act.BONUS:
        desk.by.needs(Right.ADJUSTMENT_PROPOSE)
        if not bonus.is_valid():
            return False
        actions.propose_bonus(desk.by, case, bonus.bonus())
        return True
    known = [one for one in STEPS if one == act]
    if not known:
        raise refused(NOT_THERE)
    STEPS[known[0]](desk.by, case, desk.request.POST.get("text", ""))
    return True


def visible(desk: Desk, case: int) -> GoodCase:
    """The case; Http404 where it is not the person's to know."""
    rows = GoodCase.objects.select_related("written_by", "decided_by", "bonus", "task")
    row = rows.filter(pk=case).first()
    if row is None or not may_read(desk.by, row):
        raise Http404(_("There is no such case, or it is not yours to see."))
    return row


@require_safe
@at_the_desk()
def good_case_file(desk: Desk, case: int) -> HttpResponse:
    """The file of a case, always as a download; 404 where there is none to see."""
    return stored_file(lambda: actions.open_file(desk.by, case))
