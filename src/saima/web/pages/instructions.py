"""A leader's instruction on anything, from the page it is on."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from saima.actions.instructions import instruct as write
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.plan.supervision import Urgency
from saima.records.queries.supervised import thing_of
from saima.records.queries.supervision import instructions_on
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.supervision import InstructForm
from saima.web.pages.rounds import placed
from saima.web.readings.meetings import unit_choices
from saima.web.readings.supervision import address_of


@at_the_desk(Right.INSTRUCTION_WRITE)
def instruct(desk: Desk) -> HttpResponse:
    """Write an instruction on the thing that ``about`` names; earlier ones are shown."""
    plan, about = placed(desk).plan, desk.request.GET.get("about", "")[:128]
    thing = thing_of(plan, about)
    if thing is None:
        raise Http404(_("There is nothing of this name to give an instruction on."))
    form = InstructForm(
        desk.request.POST or None,
        initial={"unit": desk.request.GET.get("unit", thing.unit), "urgency": "ordinary"},
        units=unit_choices(plan, desk.language),
        rule=plan.supervision,
    )
    problems = None
    if desk.request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = write(desk.by, about, given["unit"], given["text"], Urgency(given["urgency"]))
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            address = reverse("supervision_sheet", args=[made.sheet_id])
            return back_with(address, "instruction.write")
    return desk.render(
        "instruct",
        CONFLICT if problems or form.errors else 200,
        form=form,
        thing=thing,
        thing_address=address_of(thing),
        instructions=instructions_on(plan.code, [about])[:20],
        problems=problems,
    )
