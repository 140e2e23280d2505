"""The units of the plan: edited in a table or given back as a file, into a draft of a version.

Nothing here changes the plan: the draft goes to the page where every new version is checked,
compared, rehearsed and published.
"""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse

from saima.actions.audit import exported
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_FILE, NOT_THERE, Refused, refused
from saima.actions.units import TITLES, UnitsDraft, draft_units, read_units
from saima.exchange.filled import MOST_BYTES
from saima.exchange.filled_table import TableRow
from saima.records.models import PlanVersion
from saima.web.desk import CONFLICT, Desk, at_the_desk
from saima.web.exports.files import FORMS, download
from saima.web.exports.units import units_export
from saima.web.forms.plan_units import NextVersionForm, typed_rows
from saima.web.pages.plans import plan_drafted
from saima.web.pages.rounds import placed
from saima.web.readings.plan_units import read_table
from saima.web.readings.remarks import read_remarks


@at_the_desk(Right.PLAN_PUBLISH)
def plan_units(desk: Desk) -> HttpResponse:
    """The units of the current plan; what is changed becomes a draft of its next version."""
    version = placed(desk).version
    form = NextVersionForm(desk.request.POST or None, initial={"effective_from": desk.by.today})
    rows: tuple[TableRow, ...] = ()
    draft = UnitsDraft()
    problems = None
    if desk.request.method == "POST":
        act = desk.request.POST.get("act", "edit")
        rows = typed_rows(desk.request.POST) if act == "edit" else ()
        if form.is_valid():
            try:
                base, name, given = asked(desk, version, rows)
                draft = draft_units(desk.by, base, given, form.next_version(), name)
            except Refused as refusal:
                problems = desk.told(refusal)
            else:
                if draft.plan is not None:
                    reason = form.next_version().reason
                    return plan_drafted(desk, draft.plan, draft.found, reason)
    remarks = read_remarks(desk, draft.remarks, TITLES)
    return desk.render(
        "plan_units",
        CONFLICT if problems or remarks or form.errors else 200,
        table=read_table(placed(desk).plan, desk.language, rows, remarks if rows else ()),
        base=desk.request.POST.get("base", version.hash),
        form=form,
        problems=problems,
        remarks=remarks,
    )


def asked(
    desk: Desk, current: PlanVersion, rows: tuple[TableRow, ...]
) -> tuple[PlanVersion, str, tuple[TableRow, ...]]:
    """The version that the rows were made from, the name of their file, and the rows.

    Raises Refused where a file cannot be read or the version is none.
    """
    if desk.request.POST.get("act", "edit") != "edit":
        sent = desk.request.FILES.get("table")
        if not isinstance(sent, UploadedFile):
            raise refused(EMPTY_FILE)
        name = (sent.name or "units")[:100]
        return current, name, read_units(desk.by, name, sent.read(MOST_BYTES + 1))
    base = PlanVersion.objects.filter(hash=desk.request.POST.get("base", "")).first()
    if base is None:
        raise refused(NOT_THERE)
    return base, "", rows


@at_the_desk(Right.PLAN_PUBLISH)
def plan_units_table(desk: Desk, form: str) -> HttpResponse:
    """The units as a file that can be filled in and given back."""
    if form not in FORMS:
        raise Http404
    plan = placed(desk).plan
    answer = download(units_export(plan), form)
    exported(desk.by, f"units.{form}", rows=len(plan.units))
    return answer
