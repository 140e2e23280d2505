"""A derived indicator's query as one sentence, for the method page and beside its values."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.plan.derivation import CountedFor, Derivation, Filter, Measure, Objects, Window
from saima.plan.plan import Plan
from saima.records.models import DocumentKind, DocumentState, HardProblemState, NodeState, TaskState

OBJECTS: Mapping[Objects, str | Promise] = {
    Objects.TASKS: gettext_lazy("tasks"),
    Objects.NODES: gettext_lazy("nodes of tasks"),
    Objects.HARD_PROBLEMS: gettext_lazy("hard problems"),
    Objects.DOCUMENTS: gettext_lazy("documents"),
}
STATES: Mapping[Objects, Mapping[str, str | Promise]] = {
    Objects.TASKS: dict(TaskState.choices),
    Objects.NODES: dict(NodeState.choices),
    Objects.HARD_PROBLEMS: dict(HardProblemState.choices),
    Objects.DOCUMENTS: dict(DocumentState.choices),
}
DAYS: Mapping[tuple[str, Window], str | Promise] = {
    ("begun", Window.PERIOD): gettext_lazy("begun in the period"),
    ("begun", Window.TO_DATE): gettext_lazy("begun in the year so far"),
    ("due", Window.PERIOD): gettext_lazy("due in the period"),
    ("due", Window.TO_DATE): gettext_lazy("due in the year so far"),
    ("closed", Window.PERIOD): gettext_lazy("closed in the period"),
    ("closed", Window.TO_DATE): gettext_lazy("closed in the year so far"),
}


def derivation_words(plan: Plan, derived: Derivation, language: str) -> str:
    """How the value is counted, as a sentence without its full stop."""
    objects = str(OBJECTS[derived.objects])
    where = filter_words(plan, derived, derived.where, language)
    if derived.measure is Measure.SHARE and derived.of is not None:
        whole = filter_words(plan, derived, derived.of, language)
        words = _("share of %(objects)s (%(whole)s) that are: %(where)s")
        sentence = words % {"objects": objects, "whole": whole, "where": where}
    else:
        words = {
            Measure.COUNT: _("number of %(objects)s (%(where)s)"),
            Measure.SUM: _("sum over %(objects)s (%(where)s)"),
            Measure.MEDIAN_DAYS: _(
                "median of the days from begun to closed of %(objects)s (%(where)s)"
            ),
        }.get(derived.measure, "%(objects)s (%(where)s)")
        sentence = words % {"objects": objects, "where": where}
    if derived.objects is Objects.HARD_PROBLEMS:
        whose = (
            _("counted for the unit that raised it")
            if derived.counted_for is CountedFor.RAISER
            else _("counted for the unit that solves it")
        )
        return _("%(sentence)s; %(whose)s") % {"sentence": sentence, "whose": whose}
    return sentence


def filter_words(plan: Plan, derived: Derivation, found: Filter, language: str) -> str:
    """A filter as a list of conditions; “all” without any."""
    states = STATES[derived.objects]
    parts = [
        *(kind_word(plan, derived.objects, code, language) for code in found.kind),
        *(str(states.get(code, code)) for code in found.state),
        *(str(DAYS[name, window]) for name, window in windows(found)),
    ]
    if found.contest is not None:
        node = plan.node_by_code.get(found.contest)
        parts.append(node.label.text(language) if node else found.contest)
    if found.programme is not None:
        parts.append(_("programme %(code)s") % {"code": found.programme})
    if found.tag is not None:
        parts.append(_("tag %(tag)s") % {"tag": found.tag})
    if found.within_limit is not None:
        parts.append(_("within the limit") if found.within_limit else _("beyond the limit"))
    return _(", ").join(parts) or _("all")


def windows(found: Filter) -> list[tuple[str, Window]]:
    """The windows that are given, by their names."""
    pairs = (("begun", found.begun), ("due", found.due), ("closed", found.closed))
    return [(name, window) for name, window in pairs if window is not None]


def kind_word(plan: Plan, objects: Objects, code: str, language: str) -> str:
    """A kind of hard problem or of document by its name."""
    if objects is Objects.DOCUMENTS:
        return str(dict(DocumentKind.choices).get(code, code))
    return plan.hard_problem_kind(code).label.text(language)
