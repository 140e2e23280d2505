"""Consequences, applications, proposals and awards: states as shape and word, and until when."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saima.actions.against import Against, Stands
from saima.actions.superior import Bound
from saima.documents import figures
from saima.plan.periods import Period
from saima.records.models import AwardState, ConsequenceState, ProposalState, ToleranceState
from saima.web.wording.refusals import OBSTACLES
from saima.web.wording.states import State

CONSEQUENCES: Mapping[str, State] = {
    one.value: State(code, shape, one.label)
    for one, code, shape in (
        (ConsequenceState.PROPOSED, "none", "○"),
        (ConsequenceState.CONFIRMED, "yellow", "▲"),
        (ConsequenceState.SUSPENDED, "watch", "◇"),
        (ConsequenceState.DECLINED, "none", "–"),
        (ConsequenceState.ISSUED, "yellow", "◐"),
        (ConsequenceState.RECTIFYING, "watch", "◑"),
        (ConsequenceState.VERIFIED, "watch", "◕"),
        (ConsequenceState.CLOSED, "green", "●"),
        (ConsequenceState.LAPSED, "none", "●"),
        (ConsequenceState.VOID, "none", "–"),
    )
}
TOLERANCES: Mapping[str, State] = {
    one.value: State(code, shape, one.label)
    for one, code, shape in (
        (ToleranceState.APPLIED, "none", "○"),
        (ToleranceState.VERIFIED, "watch", "◐"),
        (ToleranceState.GRANTED, "green", "●"),
        (ToleranceState.REJECTED, "none", "–"),
        (ToleranceState.EXPIRED, "none", "◌"),
    )
}
PROPOSALS: Mapping[str, State] = {
    one.value: State(code, shape, one.label)
    for one, code, shape in (
        (ProposalState.PROPOSED, "none", "○"),
        (ProposalState.APPROVED, "green", "●"),
        (ProposalState.DECLINED, "none", "–"),
    )
}
AWARDS: Mapping[str, State] = {
    one.value: State(code, shape, one.label)
    for one, code, shape in (
        (AwardState.PROPOSED, "none", "○"),
        (AwardState.GRANTED, "green", "●"),
        (AwardState.DECLINED, "none", "–"),
        (AwardState.VOID, "none", "–"),
    )
}
BINDINGS: Mapping[Bound, State] = {
    Bound.BOUND: State("green", "●", gettext_lazy("one lead")),
    Bound.UNBOUND: State("red", "■", gettext_lazy("no lead")),
    Bound.TWO_LEADS: State("yellow", "▲", gettext_lazy("several leads")),
}
CARD_SHAPES: Mapping[str, str] = {"yellow": "▲", "red": "■", "blue": "◆", "orange": "◣"}
"""A card is never told by its colour alone."""

PARTS: Mapping[tuple[str, str], str | Promise] = {
    ("help", "cause"): gettext_lazy("Help: the cause, asked of the unit"),
    ("help", "offer"): gettext_lazy("Help: what is offered"),
    ("circular", ""): gettext_lazy("Circular"),
    ("card", ""): gettext_lazy("Card shown"),
    ("talk", "notice"): gettext_lazy("Talk: notice"),
    ("talk", "record"): gettext_lazy("Talk: record"),
}
AGAINST: Mapping[Against, str | Promise] = {
    Against.CARD: gettext_lazy("Card"),
    Against.MEASURES: gettext_lazy("Measures to come"),
    Against.RECTIFICATION: gettext_lazy("Rectification"),
    Against.SUSPENDED: gettext_lazy("Suspended"),
    Against.VETO: gettext_lazy("Veto of the year"),
}


def part_word(measure: str, part: str) -> str:
    """A measure with its part; its code where the plan has a measure of its own."""
    return str(PARTS.get((measure, part), measure))


def obstacle_words(codes: Sequence[str]) -> str:
    """What bars from an award."""
    return _(", ").join(str(OBSTACLES.get(code, code)) for code in codes)


def period_words(text: str, language: str) -> str:
    """A period by its text; the text itself where it is none."""
    try:
        return figures.period_name(Period.parse(text), language)
    except ValueError:
        return text


def until_words(stands: Stands, language: str) -> str:
    """How long something stands."""
    if stands.kind is Against.CARD:
        period = period_words(stands.until, language)
        return _("lapses with %(period)s at the earliest") % {"period": period}
    if stands.until_day is not None:
        return _("until %(day)s") % {"day": figures.day(stands.until_day)}
    if stands.kind is Against.RECTIFICATION:
        return _("until it is verified and closed")
    return _("until all measures are taken")


def because_words(why: Mapping[str, object], language: str) -> str:
    """What has changed in the boards since a proposal."""
    words = {
        "gone": _("The newest editions do not give this consequence any more."),
        "changed": _("The newest editions give another run or card."),
        "restored": _("The newest editions give it again."),
    }
    found = [words.get(str(why.get("code")), "")]
    since = why.get("since")
    for one in since if isinstance(since, list) else []:
        period = period_words(str(one.get("period", "")), language)
        if "edition" in one:
            found.append(_("%(period)s: edition %(edition)s") % {**one, "period": period})
        else:
            found.append(_("%(period)s: rank %(rank)s") % {**one, "period": period})
    return " ".join(filter(None, found))


def run_words(places: Sequence[tuple[str, str, int]], language: str) -> str:
    """Periods with rank and field, one after the other; with their years where they differ."""
    periods = [Period.parse(period) for period, _rank, _field in places]
    years = {period.year for period in periods}
    named = figures.period_short if len(years) == 1 else figures.period_name
    return _(", ").join(
        f"{named(period, language)} {rank}/{field}"
        for period, (_period, rank, field) in zip(periods, places, strict=True)
    )
