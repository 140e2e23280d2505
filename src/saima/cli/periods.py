"""Periods and moments as they are written on the command line."""

import re
from collections.abc import Sequence
from datetime import datetime

import narwhals as nw
import typer

from saima.engine.outcome import Inputs
from saima.plan.label import Label
from saima.plan.periods import Period, year_periods
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems, problem_kind

ALL = "all"
END_OF_DAY = "T23:59:59.999999999"
PERIOD_FORM = Label(
    zh="“{text}”不是期间；请写 2021-03、2021Q1、2021H1 或 2021",
    en="'{text}' is not a period; write 2021-03, 2021Q1, 2021H1 or 2021",
)
MOMENT_FORM = Label(
    zh="“{text}”不是时间；请写 2021-04-10 或 2021-04-10T16:30:00",
    en="'{text}' is not a moment; write 2021-04-10 or 2021-04-10T16:30:00",
)
NO_PERIOD = problem_kind(
    "no_period",
    en=(
        "the data hold no period of {year}",
        "expected at least one value of the plan's year",
        "check the data, or use the plan of their year",
    ),
    zh=(
        "数据中没有 {year} 年的期间",
        "应至少有一个方案年度的数值",
        "请检查数据，或使用数据所属年度的方案",
    ),
)
PERIOD_OF_OTHER_YEAR = problem_kind(
    "period_of_other_year",
    en=(
        "the period {period} is not of the plan's year",
        "expected a period of {year}",
        "choose another period, or the plan of that year",
    ),
    zh=("期间 {period} 不属于方案年度", "应为 {year} 年的期间", "请另选期间，或换用该年度的方案"),
)


def parsed(texts: Sequence[str], language: str) -> list[Period]:
    """The periods that were asked for; a usage error for anything that is none."""
    periods = []
    for text in texts:
        try:
            periods.append(Period.parse(text))
        except ValueError:
            message = PERIOD_FORM.text(language).format(text=text)
            raise typer.BadParameter(message, param_hint="-p") from None
    return periods


def of_year(periods: Sequence[Period], plan: Plan) -> list[Period]:
    """The same periods; raises Problems unless all are of the plan's year."""
    problems = [
        Problem(PERIOD_OF_OTHER_YEAR, facts={"period": str(period), "year": plan.year})
        for period in periods
        if period.year != plan.year
    ]
    if problems:
        raise Problems(problems)
    return list(periods)


def all_periods(plan: Plan, inputs: Inputs) -> list[Period]:
    """Every period of the plan's year that the data reach.

    They end with the newest observation at the latest and are not shorter than the shortest
    observed period, because months say nothing about figures that come once a year.
    """
    found = inputs.observations.select(nw.col("period")).unique().collect(inputs.results)
    observed = [Period.parse(text) for text in found["period"].to_list()]
    this_year = [period for period in observed if period.year == plan.year]
    if not this_year:
        raise Problems([Problem(NO_PERIOD, facts={"year": plan.year})])
    shortest = min(period.kind.months for period in this_year)
    newest = max(period.end for period in this_year)
    return [
        period
        for period in year_periods(plan.year)
        if period.end <= newest and period.kind.months >= shortest
    ]


def moment(text: str | None, language: str) -> str | None:
    """The moment after which nothing counts, written like ``recorded_at``; a day counts whole."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None or not re.match(r"\d{4}-\d\d-\d\d", text):
        raise typer.BadParameter(MOMENT_FORM.text(language).format(text=text), param_hint="--as-of")
    return text + END_OF_DAY if len(text) == len("2021-04-10") else text.replace(" ", "T")
