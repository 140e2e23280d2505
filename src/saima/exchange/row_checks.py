"""What may be wrong in a single row: checks as data, on any backend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import narwhals as nw

from saima.engine.formula import operands
from saima.engine.schedule import due_periods
from saima.exchange.numbers import NUMBER_NOT_FINITE
from saima.exchange.rows import WHEN
from saima.exchange.tables import ADJUSTMENT_TABLE, OBSERVATION_TABLE, Table
from saima.plan.label import Label
from saima.plan.periods import year_periods
from saima.plan.plan import Plan
from saima.plan.problems import ProblemKind, problem_kind
from saima.plan.rules import Effect
from saima.plan.tree import Collect, Frequency, Indicator

MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?)?$"
LARGEST_FIELD = 1e9
FREQUENCIES = {
    Frequency.MONTH: Label(zh="月", en="month"),
    Frequency.QUARTER: Label(zh="季度", en="quarter"),
    Frequency.HALF: Label(zh="半年", en="half-year"),
    Frequency.YEAR: Label(zh="年", en="year"),
}

NUMBER_EMPTY = problem_kind(
    "number_empty",
    en=(
        "the column {column} is empty",
        "expected a plain number like 1234.5",
        "fill in the value, or delete the row when there is none",
    ),
    zh=(
        "列 {column} 为空",
        "应为普通数字，如 1234.5",
        "请填写数值，没有数值就删去这一行",
    ),
)
RATIO_PARTS = problem_kind(
    "ratio_parts",
    en=(
        "{indicator} is a ratio of two sums, and numerator or denominator is empty",
        "expected both; value is not read for a ratio",
        "fill in both, or delete the row when there is no value",
    ),
    zh=(
        "{indicator} 是两项合计之比，而 numerator 或 denominator 为空",
        "应两者都填；比率指标不读取 value",
        "请填写两者，没有数值就删去这一行",
    ),
)
PERIOD_NOT_DUE = problem_kind(
    "period_not_due",
    en=(
        "{indicator} has a value for {period}, where none is due",
        "expected a value for each {frequency}, such as {periods}",
        "mend the period, or the frequency in the plan; such a value would not count",
    ),
    zh=(
        "{indicator} 有 {period} 的数值，而该期间无需上报",
        "应按{frequency}填报，如 {periods}",
        "请改正期间，或修改方案中的频率；这样的数值不会被计入",
    ),
)
FIELD_EMPTY = problem_kind(
    "field_empty",
    en=(
        "{indicator} is a rank, and field, the number of ranked units, is empty",
        "expected a whole number from 1",
        "write how many units were ranked",
    ),
    zh=(
        "{indicator} 是名次，而 field（参评单位数）为空",
        "应为正整数",
        "请填写参加排名的单位数",
    ),
)
FIELD_NOT_COUNT = problem_kind(
    "field_not_count",
    en=(
        "field, the number of ranked units, is {field}",
        "expected a whole number from 1",
        "write how many units were ranked",
    ),
    zh=(
        "field（参评单位数）为 {field}",
        "应为正整数",
        "请填写参加排名的单位数",
    ),
)
RANK_OUTSIDE_FIELD = problem_kind(
    "rank_outside_field",
    en=(
        "the rank {value} is not between 1 and {field}",
        "expected a rank within the number of ranked units",
        "check the rank and the field",
    ),
    zh=(
        "名次 {value} 超出 1 至 {field}",
        "名次应在参评单位数（field）之内",
        "请核对名次和 field",
    ),
)
MOMENT_FORM = problem_kind(
    "moment_form",
    en=(
        "recorded_at '{recorded_at}' is not a moment",
        "expected 2021-04-05 or 2021-04-05T16:30:00, local time without zone",
        "rewrite it",
    ),
    zh=(
        "recorded_at“{recorded_at}”写法不对",
        "应为 2021-04-05 或 2021-04-05T16:30:00，不带时区",
        "请改写",
    ),
)
POINTS_NEGATIVE = problem_kind(
    "points_negative",
    en=(
        "points is negative: {points}",
        "expected a positive number for deductions too",
        "remove the sign; kind says which way it counts",
    ),
    zh=(
        "points 为负数 {points}",
        "加分、扣分都写正数",
        "请去掉负号，由 kind 决定加或扣",
    ),
)


@dataclass(frozen=True)
class Check:
    """A kind of problem, the rows that have it, and the columns that its sentences show.

    ``facts`` are facts by the column that they come from, ``words`` the same for every row.
    """

    kind: ProblemKind
    bad: nw.Expr
    facts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, object] = field(default_factory=dict)


def value_checks(table: Table, plan: Plan) -> list[Check]:
    """The checks of a table's single rows."""
    finite = [
        Check(NUMBER_NOT_FINITE, ~nw.col(name).is_finite(), {"value": name}, {"column": name})
        for name in table.numbers
    ]
    if table is OBSERVATION_TABLE:
        return finite + observation_checks(plan)
    if table is ADJUSTMENT_TABLE:
        return finite + adjustment_checks(plan)
    return [*finite, Check(NUMBER_EMPTY, nw.col("target").is_null(), words={"column": "target"})]


def observation_checks(plan: Plan) -> list[Check]:
    """Values are there and due, ranks lie inside their fields, moments sort as text."""
    indicator, value, size = nw.col("indicator"), nw.col("value"), nw.col("field")
    ratio = indicator.is_in([i.code for i in plan.indicators if i.collect is Collect.RATIO])
    rank = indicator.is_in([i.code for i in plan.indicators if i.collect is Collect.RANK])
    sized = indicator.is_in([i.code for i in plan.indicators if reads_field(i)])
    parts = nw.col("numerator").is_null() | nw.col("denominator").is_null()
    whole = (size >= 1) & (size <= LARGEST_FIELD) & (size == size.floor())
    outside = (value < 1) | (value > size)
    named = {"indicator": "indicator"}
    return [
        Check(NUMBER_EMPTY, ~ratio & value.is_null(), words={"column": "value"}),
        Check(RATIO_PARTS, ratio & parts, named),
        Check(FIELD_EMPTY, sized & size.is_null(), named),
        Check(FIELD_NOT_COUNT, ~whole, {"field": "field"}),
        Check(RANK_OUTSIDE_FIELD, rank & outside, {"value": "value", "field": "field"}),
        Check(MOMENT_FORM, ~nw.col(WHEN).str.contains(MOMENT), {WHEN: WHEN}),
        *due_checks(plan),
    ]


def reads_field(indicator: Indicator) -> bool:
    """Whether an indicator's points depend on the size of the field."""
    return "field" in operands(indicator.scoring.formula(indicator.direction.value))


def due_checks(plan: Plan) -> Iterator[Check]:
    """Values for periods in which nothing is due; the engine would pass over them."""
    years = (plan.year - 1, plan.year)
    every = [str(period) for year in years for period in year_periods(year)]
    alike: dict[tuple[str, ...], list[Indicator]] = {}
    for indicator in plan.indicators:
        due = tuple(str(period) for year in years for period in due_periods(indicator, year))
        alike.setdefault(due, []).append(indicator)
    for due, indicators in alike.items():
        others = [period for period in every if period not in due]
        concerned = nw.col("indicator").is_in([indicator.code for indicator in indicators])
        words = {"frequency": FREQUENCIES[indicators[0].frequency], "periods": ", ".join(due[-2:])}
        bad = concerned & nw.col("period").is_in(others)
        yield Check(PERIOD_NOT_DUE, bad, {"indicator": "indicator", "period": "period"}, words)


def adjustment_checks(plan: Plan) -> list[Check]:
    """Points are positive; only a veto has none."""
    vetoes = [a.code for a in plan.adjustments if a.effect is Effect.VETO]
    without = nw.col("points").is_null() & ~nw.col("kind").is_in(vetoes)
    return [
        Check(NUMBER_EMPTY, without, words={"column": "points"}),
        Check(POINTS_NEGATIVE, nw.col("points") < 0, {"points": "points"}),
    ]
