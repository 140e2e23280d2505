"""Hard problems: the list with its counts, one with its story, a new one, files and exports."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions import audit
from saima.actions import hard_problem_work as work
from saima.actions.by import By
from saima.actions.hard_problem_steps import Act
from saima.actions.hard_problem_work import Words
from saima.actions.hard_problems import NewProblem, raise_problem
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.actions.stored_files import NamedFile, opened
from saima.plan.hard_problems import HardProblemKind
from saima.plan.personal_data import LOOKS_PERSONAL
from saima.plan.plan import Plan
from saima.records.models import HardProblem, HardProblemFile
from saima.records.queries.hard_problems import problems, search
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.files import download
from saima.web.exports.hard_problems import problems_export
from saima.web.exports.stored import stored_file
from saima.web.forms.hard_problems import ProblemForm, SearchForm, WordsForm
from saima.web.pages.rounds import placed
from saima.web.pages.tolerance import named
from saima.web.readings.hard_problem_choices import (
    kind_choices,
    level_choices,
    lists_of,
    raising_units,
)
from saima.web.readings.hard_problem_offers import Offer, Sent, offers
from saima.web.readings.hard_problems import (
    may_read,
    own_units,
    read_lines,
    read_list,
    read_problem,
)
from saima.web.readings.meetings import unit_choices

MOST_FILES = 10
MOST_EXPORTED = 50_000
Step = Callable[[By, int, Words], HardProblem]
STEPS: Mapping[Act, Step] = {
    Act.ACCEPT: work.accept,
    Act.DECLINE: work.decline,
    Act.PLAN: work.plan_solution,
    Act.HANDLE: work.handle,
    Act.VERIFY: work.verify,
    Act.RETURN: work.send_back,
    Act.REOPEN: work.reopen,
    Act.CHECK: work.check_relapse,
}


def search_form(desk: Desk, plan: Plan) -> SearchForm:
    """The filters of the address."""
    return SearchForm(
        desk.request.GET,
        kinds=kind_choices(plan, desk.language),
        units=unit_choices(plan, desk.language),
        levels=level_choices(plan, desk.language),
    )


@require_safe
@at_the_desk(Right.HARD_PROBLEM_READ)
def hard_problems(desk: Desk) -> HttpResponse:
    """How many are open, how late, how high up? Then the list."""
    plan = placed(desk).plan
    form = search_form(desk, plan)
    asked = form.search()
    address = desk.request.GET.dict()
    return desk.render(
        "hard_problems",
        reading=read_list(desk.by, plan, asked, address, desk.language),
        form=form,
        searched=any(value for name, value in address.items() if name in form.fields),
        burns=any(kind.deadline for kind in plan.hard_problems),
        may_raise=desk.by.standing.may_somewhere(Right.HARD_PROBLEM_RAISE),
        known=bool(plan.hard_problems),
    )


@require_safe
@at_the_desk(Right.HARD_PROBLEM_READ)
def hard_problems_table(desk: Desk, form: str) -> HttpResponse:
    """What was searched as a file; that it was taken is in the log."""
    plan = placed(desk).plan
    asked = search_form(desk, plan).search()
    rows = search(problems(plan.code, own_units(desk.by, plan)), asked, desk.by.today)
    lines = read_lines(plan, rows[:MOST_EXPORTED], desk.by.today, desk.language)
    answer = download(problems_export(lines, plan.label.text(desk.language)), form)
    audit.exported(desk.by, f"hard_problems.{form}", rows=len(lines))
    return answer


@at_the_desk(Right.HARD_PROBLEM_RAISE)
def hard_problem_new(desk: Desk) -> HttpResponse:
    """Choose a kind, then say what the plan asks of it."""
    plan = placed(desk).plan
    posted = desk.request.method == "POST"
    asked = (desk.request.POST if posted else desk.request.GET).get("kind", "")
    kind = plan.hard_problem_by_code.get(asked)
    if kind is None:
        return desk.render("hard_problem_new", kinds=plan.hard_problems)
    problems_found, asks = None, False
    form = problem_form(desk, plan, kind, asks="confirmed" in desk.request.POST)
    if posted and form.is_valid():
        try:
            made = raise_problem(desk.by, new_problem(desk, plan, kind, form))
        except Refused as refusal:
            problems_found, asks = desk.told(refusal), looks_personal(refusal)
            form = problem_form(desk, plan, kind, asks=asks)
        else:
            return back_with(reverse("hard_problem", args=[made.pk]), "hard_problem.raise")
    return desk.render(
        "hard_problem_new",
        CONFLICT if problems_found or form.errors else 200,
        kinds=plan.hard_problems,
        kind=kind,
        form=form,
        problems=problems_found,
    )


def problem_form(desk: Desk, plan: Plan, kind: HardProblemKind, *, asks: bool) -> ProblemForm:
    """The form of a kind, with what was typed."""
    return ProblemForm(
        desk.request.POST if desk.request.method == "POST" else None,
        kind=kind,
        units=raising_units(desk.by, plan, desk.language),
        lists=lists_of(plan, kind, own_units(desk.by, plan), desk.language),
        asks=asks,
        initial=desk.request.GET.dict(),
    )


def new_problem(desk: Desk, plan: Plan, kind: HardProblemKind, form: ProblemForm) -> NewProblem:
    """What was typed, with the files that were sent."""
    found = form.cleaned_data
    task = found.get("task", "")
    return NewProblem(
        plan=plan.code,
        kind=kind.code,
        unit=found["unit"],
        title=found["title"],
        text=found.get("text", ""),
        organisation=found.get("organisation", ""),
        task=int(task) if task else None,
        indicator=found.get("indicator", ""),
        quantity=found.get("quantity", 1),
        files=files_of(desk),
        confirmed=bool(found.get("confirmed")),
    )


def files_of(desk: Desk) -> list[NamedFile]:
    """The files of the form, read no further than a file may be long."""
    return [named(file) for file in desk.request.FILES.getlist("files")[:MOST_FILES]]


def looks_personal(refusal: Refused) -> bool:
    """Whether a text was refused that looks like a citizen's data, so that it may be confirmed."""
    return any(problem.kind is LOOKS_PERSONAL for problem in refusal.problems)


@at_the_desk(Right.HARD_PROBLEM_READ)
def hard_problem(desk: Desk, problem: int) -> HttpResponse:
    """What it is, whose turn it is, how it went; each button takes exactly one step."""
    plan = placed(desk).plan
    row = visible(desk, plan, problem)
    sent, told = None, None
    if desk.request.method == "POST":
        sent = sent_step(desk)
        try:
            reading = read_problem(desk.by, plan, row, desk.language)
            (offer,) = [
                one for one in offers(plan, reading, desk.language, sent) if one.key == sent.act
            ]
            if offer.form.is_valid():
                take(desk, row.pk, sent.act, offer.form)
                address = reverse("hard_problem", args=[row.pk])
                return back_with(address, f"hard_problem.{sent.act}")
        except Refused as refusal:
            told = desk.told(refusal)
            sent = Sent(sent.act, sent.typed, asks=looks_personal(refusal))
            row = visible(desk, plan, problem)
    reading = read_problem(desk.by, plan, row, desk.language)
    found: list[Offer] = offers(plan, reading, desk.language, sent)
    status = 200 if sent is None else CONFLICT
    return desk.render("hard_problem", status, reading=reading, offers=found, problems=told)


def sent_step(desk: Desk) -> Sent:
    """The step of the button. Raises Refused for one that there is not."""
    key = desk.request.POST.get("act", "")
    if key not in {act.value for act in (*STEPS, Act.ASSIGN)}:
        raise Http404(_("There is no such step."))
    return Sent(Act(key), desk.request.POST, asks="confirmed" in desk.request.POST)


def take(desk: Desk, problem: int, act: Act, form: WordsForm) -> None:
    """Take the step of a form. Raises Denied and Refused as the actions do."""
    found = form.cleaned_data
    confirmed = bool(found.get("confirmed"))
    words = Words(found.get("text", ""), files_of(desk), confirmed=confirmed)
    if act is Act.ASSIGN:
        work.assign(desk.by, problem, found["handler"], words)
    elif act in STEPS:
        STEPS[act](desk.by, problem, words)
    else:
        raise refused(NOT_THERE)


def visible(desk: Desk, plan: Plan, problem: int) -> HardProblem:
    """The problem; Http404 where it is not the person's to know."""
    rows = HardProblem.objects.select_related("task", "raised_by", "handled_by", "closed_by")
    row = rows.filter(pk=problem, plan=plan.code).first()
    if row is None or not may_read(desk.by, plan, row):
        raise Http404(_("There is no such hard problem, or it is not yours to see."))
    return row


@require_safe
@at_the_desk(Right.HARD_PROBLEM_READ)
def hard_problem_file(desk: Desk, problem_file: int) -> HttpResponse:
    """A file of a hard problem, always as a download."""
    rows = HardProblemFile.objects.select_related("stored", "problem")
    found = rows.filter(pk=problem_file).first()
    missing = _("There is no such file, or it is not yours to see.")
    if found is None or not may_read(desk.by, placed(desk).plan, found.problem):
        raise Http404(missing)
    return stored_file(lambda: opened(found.stored, found.name))
