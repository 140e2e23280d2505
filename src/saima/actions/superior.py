"""The register of the superior's ranks: recorded with its document, written to the ledger once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import DAY_TO_COME
from saima.actions.found import newest_version
from saima.actions.given import Given
from saima.actions.judging import judged
from saima.actions.ledger import Accepted, ValueKey, last_entries, lock_plan, refuse_wrong, write
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, TAKEN, refused
from saima.actions.stored_files import NamedFile, stored
from saima.engine.consequences import Run, runs
from saima.engine.plausible import Reading
from saima.plan.bindings import Binding, Bound, bindings
from saima.plan.label import Label
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.plan.rules import Consequence
from saima.plan.tree import Collect, Indicator
from saima.records.models import Entry, SuperiorRank
from saima.records.queries.plans import plan_of
from saima.records.queries.superior import newest_rank

NOT_A_RANK = problem_kind(
    "not_a_rank",
    en=(
        '"{indicator}" is no rank of the whole body in {plan}',
        "expected an indicator that collects ranks, in a plan with a city",
        "choose another indicator",
    ),
    zh=("{plan} 中的“{indicator}”不是全市名次指标", "应为按名次采集的指标", "请另选指标"),
)
RANK_OUTSIDE = problem_kind(
    "rank_outside",
    en=(
        "rank {rank} in a field of {field}",
        "expected a rank between 1 and the size of the field, or none at all where it is withheld",
        "correct one of the numbers",
    ),
    zh=("名次 {rank}，参评数 {field}", "名次应在 1 与参评数之间；未公布的均留空", "请更正"),
)
NOT_ITS_PERIOD = problem_kind(
    "not_its_period",
    en=(
        '"{period}" is no period for "{indicator}"',
        "expected one {frequency} of {year}, or of the year before",
        "choose such a period",
    ),
    zh=(
        "“{period}”不是“{indicator}”的周期",
        "频率为 {frequency}，应为{year}年或上一年的周期",
        "请另选周期",
    ),
)
ISSUER_NEEDED = problem_kind(
    "issuer_needed",
    en=(
        "the superior or its document is not named",
        "expected both",
        "write who ranked, and in which document",
    ),
    zh=("未填写上级单位或依据文件", "两项均应填写", "请填写排名单位和文件"),
)

LAST = Consequence(code="last", label=Label(zh="末位", en="last place"), count=1, running=1)
"""The last place of whatever field; not a rule of any plan."""

__all__ = ["Binding", "Bound", "LastPlaces", "NewRank", "Run", "bound", "last_places", "record"]


@dataclass(frozen=True)
class NewRank:
    """A rank as a document gives it; ``rank`` and ``field`` None: withheld.

    ``why`` is needed where it takes the place of an earlier one.
    """

    indicator: str
    period: str
    rank: int | None
    field: int | None
    issuer: str
    document: str
    dated: date
    file: NamedFile | None = None
    why: str = ""


def record(by: By, plan: str, new: NewRank) -> SuperiorRank:
    """Record a rank, or a later revision of one, and write it to the ledger.

    Where the ledger has the same rank already (accepted from a round) only the document is added
    to it. Boards see it from now on; a sealed one changes in a new edition only. Raises Denied;
    Refused for an indicator that is no rank, for numbers that cannot be, without a document, for
    one dated in the future, and for a revision without a reason or without a difference.
    """
    by.needs(Right.SUPERIOR_RECORD)
    refuse_incomplete(by, new)
    with transaction.atomic():
        key, rules = locked(plan, new)
        before = newest_rank(plan, new.indicator, new.period)
        refuse_revision(new, before)
        made: SuperiorRank = SuperiorRank.objects.create(
            plan=plan,
            indicator=new.indicator,
            period=new.period,
            rank=new.rank,
            field=new.field,
            issuer=new.issuer.strip()[:64],
            document=new.document.strip()[:200],
            dated=new.dated,
            file=None if new.file is None else stored(new.file),
            entry=entry_for(by, key, rules, new),
            replaces=before,
            why=new.why.strip()[:500],
            by=by.person,
            recorded_at=by.now,
        )
        audit.record(
            by,
            "superior.record",
            made,
            indicator=new.indicator,
            period=new.period,
            rank=new.rank,
            field=new.field,
            document=made.document,
            before=None if before is None else {"rank": before.rank, "field": before.field},
            why=made.why,
        )
    return made


def refuse_incomplete(by: By, new: NewRank) -> None:
    """Raise Refused for numbers that cannot be, and without what proves them."""
    withheld = new.rank is None and new.field is None
    if not withheld and not 1 <= (new.rank or 0) <= (new.field or 0):
        raise refused(RANK_OUTSIDE, rank=new.rank, field=new.field)
    if not new.issuer.strip() or not new.document.strip():
        raise refused(ISSUER_NEEDED)
    if new.dated > by.today:
        raise refused(DAY_TO_COME, day=new.dated)


def locked(plan: str, new: NewRank) -> tuple[ValueKey, Plan]:
    """The value of the ledger, its plan locked. Raises Refused where it is no rank of the city."""
    key = ValueKey(plan, "", new.indicator, new.period)
    rules = plan_of(lock_plan(key))
    indicator = rules.indicator_by_code.get(new.indicator)
    if indicator is None or indicator.collect is not Collect.RANK or rules.city is None:
        raise refused(NOT_A_RANK, indicator=new.indicator, plan=plan)
    if not is_its_period(indicator, rules.year, new.period):
        facts = {"frequency": indicator.frequency.value, "year": rules.year}
        raise refused(NOT_ITS_PERIOD, period=new.period, indicator=new.indicator, **facts)
    return ValueKey(plan, rules.city, new.indicator, new.period), rules


def is_its_period(indicator: Indicator, year: int, text: str) -> bool:
    """Whether an item can have a rank in this period; the year before counts for runs."""
    try:
        period = Period.parse(text)
    except ValueError:
        return False
    return period.year in (year - 1, year) and period.kind.value == indicator.frequency.value


def refuse_revision(new: NewRank, before: SuperiorRank | None) -> None:
    """Raise Refused for a revision that says nothing new, or not why."""
    if before is None:
        return
    same = (before.rank, before.field, before.document) == (new.rank, new.field, new.document)
    if same:
        raise refused(TAKEN, name=f"{new.indicator} {new.period}")
    if not new.why.strip():
        raise refused(EMPTY_REASON)


def entry_for(by: By, key: ValueKey, rules: Plan, new: NewRank) -> Entry:
    """The entry that holds this rank: the newest one where it is the same, else a new one."""
    known = last_entries([key]).get(key)
    reading = Reading(value=None if new.rank is None else Decimal(new.rank), field=new.field)
    withheld = new.rank is None
    refuse_wrong(rules, key, Given(reading, not_applicable=withheld))
    if known is not None and (known.value, known.field) == (reading.value, new.field):
        return known
    source = f"{new.issuer.strip()} {new.document.strip()}"[:200]
    why = new.why.strip()[:500] or new.document.strip()
    return write(by, {key: Accepted(reading, withheld, source, why)})[key]


@dataclass(frozen=True)
class LastPlaces:
    """The runs of last places of an item, oldest first; runs of one are in it."""

    indicator: Indicator
    runs: tuple[Run, ...]

    @property
    def current(self) -> Run | None:
        """The run that still goes on, or None."""
        return next((run for run in self.runs if run.current), None)


def last_places(by: By, plan: str) -> tuple[LastPlaces, ...]:
    """For every rank of the plan: when the whole body came last in a row, by quarters (S8).

    Raises Denied, and Refused where there is no such plan.
    """
    by.needs(Right.VALUE_READ)
    rules = plan_of(newest_version(plan))
    boards = judged(plan)
    found = []
    for indicator in rules.indicators:
        if indicator.collect is Collect.RANK:
            history = boards.standings_of(rules, LAST, indicator)
            found.append(LastPlaces(indicator, tuple(runs(LAST, history))))
    return tuple(found)


def bound(by: By, plan: str) -> tuple[Binding, ...]:
    """Every item of the superior with its lead and co-units, unbound ones included (S46).

    Raises Denied, and Refused where there is no such plan.
    """
    by.needs(Right.VALUE_READ)
    return bindings(plan_of(newest_version(plan)))
