"""A consequence rule as one sentence, with everything that it leaves to nobody's guess."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.plan.rules import Consequence, Place, RankedField, Watch
from saima.web.wording.states import card_word

MEASURES: dict[str, str | Promise] = {
    "help": gettext_lazy("help"),
    "circular": gettext_lazy("circular"),
    "card": gettext_lazy("card"),
    "talk": gettext_lazy("talk"),
    "flag": gettext_lazy("flag"),
    "letter": gettext_lazy("letter"),
}
PERIODS: dict[str, str | Promise] = {
    "month": gettext_lazy("months"),
    "quarter": gettext_lazy("quarters"),
    "half": gettext_lazy("half-years"),
    "year": gettext_lazy("years"),
}
ONCE: dict[str, str | Promise] = {
    "month": gettext_lazy("in a month"),
    "quarter": gettext_lazy("in a quarter"),
    "half": gettext_lazy("in a half-year"),
    "year": gettext_lazy("in a year"),
}


def sentence(rule: Consequence) -> str:
    """Who is caught, where, how often in a row, and what follows."""
    caught = (
        _("the last %(count)s") if rule.place is Place.BOTTOM else _("the first %(count)s")
    ) % {"count": rule.count}
    rank = _("by the total") if rule.watch is Watch.TOTAL else _("by a rank given from outside")
    field = _("of all units") if rule.field is RankedField.ALL else _("of the group")
    often = (
        ONCE[rule.period]
        if rule.running == 1
        else _("%(count)s %(periods)s in a row")
        % {"count": rule.running, "periods": PERIODS[rule.period]}
    )
    words = {"caught": caught, "rank": rank, "field": field, "often": often, "then": then(rule)}
    if rule.watch is Watch.INDICATOR:
        return _("%(caught)s %(rank)s, %(often)s: %(then)s") % words
    return _("%(caught)s %(field)s %(rank)s, %(often)s: %(then)s") % words


def then(rule: Consequence) -> str:
    """The measures and the cards by how often the run has fired."""
    measures = _(", ").join(str(MEASURES.get(each, each)) for each in rule.measures)
    if not rule.cards:
        return measures
    return _("%(measures)s (first %(cards)s)") % {
        "measures": measures,
        "cards": _(", then ").join(str(card_word(card)) for card in rule.cards),
    }


def card_or_measure(card: str | None, rule: Consequence) -> str:
    """The word on the card; the first measure of a rule without cards."""
    if card:
        return str(card_word(card))
    first = rule.measures[0] if rule.measures else rule.code
    return str(MEASURES.get(first, first))
