"""One indicator: are we on course, and who carries it?"""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from saima.plan.tree import Indicator
from saima.web.charts.dots import dots_chart
from saima.web.charts.embed import embedded
from saima.web.charts.trend import trend_chart
from saima.web.frame import page
from saima.web.place import Place, on_a_period
from saima.web.provisional import indicator_choice, values_beside
from saima.web.readings.board import ALL, group_codes
from saima.web.readings.indicator import IndicatorReading, Question, read_indicator
from saima.web.wording.rules import rule_lines


@on_a_period
def indicator(request: HttpRequest, place: Place, indicator: str) -> HttpResponse:
    """The months, the units, the rule in words."""
    known = known_indicator(place, indicator)
    question = replace(asked(request), until=place.ranked_until)
    reading = read_indicator(place.boards, place.period, known, question, place.language)
    choice = indicator_choice(request, place)
    beside = values_beside(request, place, known) if choice and choice.on else {}
    return page(
        request,
        place,
        "indicator",
        indicator=known,
        reading=reading,
        group=question.group,
        groups=[each for each in group_codes(place.plan) if each.code in reading.groups],
        node=place.plan.node_by_code.get(known.parent),
        rule=rule_lines(place.plan, known, place.language),
        decimals=place.plan.decimals,
        provisional=choice,
        beside=beside,
        **charts(place, reading),
    )


def asked(request: HttpRequest) -> Question:
    """The group and the unit in the address."""
    return Question(request.GET.get("group", ALL), request.GET.get("unit", ""))


def charts(place: Place, reading: IndicatorReading) -> dict[str, object]:
    """The charts that have something to draw."""
    language = place.language
    trend = trend_chart(reading.indicator, reading.months, language) if reading.months else None
    dots = dots_chart(reading, language) if reading.subjects > 1 else None
    return {
        "trend": trend and embedded(trend),
        "dots": dots and embedded(dots),
    }


def known_indicator(place: Place, code: str) -> Indicator:
    """The indicator of the plan; Http404 for an unknown one."""
    found = place.plan.indicator_by_code.get(code)
    if found is None:
        raise Http404(_("The plan has no indicator “%(code)s”.") % {"code": code})
    return found
