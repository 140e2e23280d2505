"""Parts of an explanation and of the rules in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.actions.boards import Part, Trigger
from saima.documents import figures
from saima.plan.rules import Effect, Ties
from saima.plan.tree import ROOT
from saima.web.place import Place

KINDS: dict[str, str | Promise] = {
    "total": gettext_lazy("Total"),
    "quarters": gettext_lazy("Mean of the quarters"),
    "year_end": gettext_lazy("Year end"),
    "bonus": gettext_lazy("Bonus"),
    "deduction": gettext_lazy("Deduction"),
}
COMBINES: dict[str, str | Promise] = {
    "sum": gettext_lazy("sum"),
    "mean": gettext_lazy("weighted mean"),
    "geometric": gettext_lazy("geometric mean"),
    "topsis": gettext_lazy("distance to the ideal (TOPSIS)"),
}
EFFECTS: dict[Effect, str | Promise] = {
    Effect.BONUS: gettext_lazy("bonus"),
    Effect.DEDUCTION: gettext_lazy("deduction"),
    Effect.VETO: gettext_lazy("loses the eligibility for awards"),
}
TIES: dict[Ties, str | Promise] = {
    Ties.MIN: gettext_lazy("Tied units share the better place: 1, 2, 2, 4."),
    Ties.DENSE: gettext_lazy("Tied units share a place and none is skipped: 1, 2, 2, 3."),
    Ties.AVERAGE: gettext_lazy("Tied units get the mean of their places: 1, 2.5, 2.5, 4."),
}


def part_name(place: Place, part: Part) -> str:
    """What a line of an explanation is called."""
    if part.kind == "node" and part.code == ROOT:
        return _("The tree's points")
    return str(KINDS[part.kind]) if part.kind in KINDS else place.label(part.code)


def combine_word(code: str) -> str:
    """A way of combining."""
    return str(COMBINES.get(code, code))


def run_words(fired: Trigger, language: str) -> str:
    """The periods of a run with their places."""
    return _(", ").join(
        f"{figures.period_short(period, language)} {figures.place(rank, field)}"
        for period, rank, field in zip(fired.periods, fired.ranks, fired.fields, strict=False)
    )
