"""The list of due values: what was asked for, one page of it, what there is to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.timezone import localtime

from saima.actions.by import By
from saima.documents import figures
from saima.plan.plan import Plan
from saima.records.models import DueState, DueValue, Submission
from saima.records.queries.rounds import rounds
from saima.records.queries.submissions import newest
from saima.records.queries.values import ON_A_PAGE, SORTS, Filter, one_page, sorted_by, values
from saima.web.wording.reported import reading_words
from saima.web.wording.steps import StepWord, step_of

CHOSEN = ("month", "unit", "indicator", "reporter", "state", "late", "sort")
LATEST_PAGE = 10_000


@dataclass(frozen=True)
class Line:
    """A due value as it is printed; ``late``: handed in late; ``overdue``: not yet, though due."""

    due: DueValue
    indicator: str
    unit: str
    reporter: str
    value: str
    step: StepWord
    reported: str
    until: str
    late: bool
    overdue: bool


@dataclass(frozen=True)
class Listed:
    """One page of the list; ``count`` of all that passed, ``asked`` the texts of the address."""

    plan: Plan
    asked: Mapping[str, str]
    lines: list[Line]
    count: int
    page: int
    months: list[str]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // ON_A_PAGE))

    @property
    def first(self) -> int:
        """The number of the first line; 0 without any."""
        return (self.page - 1) * ON_A_PAGE + 1 if self.lines else 0

    @property
    def last(self) -> int:
        """The number of the last line."""
        return (self.page - 1) * ON_A_PAGE + len(self.lines)

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """The sortable columns: name, ``aria-sort`` (empty: not sorted by it), address."""
        return [(name, self.direction(name), self.sorting(name)) for name in SORTS]

    def direction(self, name: str) -> str:
        """How the list is sorted by a column."""
        sort = self.asked.get("sort", "")
        if sort.removeprefix("-") != name:
            return ""
        return "descending" if sort.startswith("-") else "ascending"

    def sorting(self, name: str) -> str:
        """The address that sorts by a column, the other way round where it is so already."""
        sort = f"-{name}" if self.asked.get("sort") == name else name
        return self.address(sort=sort)

    def address(self, **more: str) -> str:
        """The address of the same list with something changed."""
        return "?" + urlencode({**self.asked, **more})


def read_values(by: By, plan: Plan, asked: Mapping[str, str], language: str) -> Listed:
    """What ``asked``, the texts of the address, lets pass of what ``by`` may see."""
    chosen = {name: asked[name] for name in CHOSEN if asked.get(name)}
    texts = {name: chosen.get(name, "") for name in ("month", "unit", "indicator", "reporter")}
    wanted = Filter(
        plan.code, by.today, state=chosen.get("state", ""), late="late" in chosen, **texts
    )
    rows = values(wanted, by.standing.visible())
    count = rows.count()
    page = min(page_number(asked.get("page", "")), max(1, -(-count // ON_A_PAGE)))
    start = (page - 1) * ON_A_PAGE
    dues = one_page(sorted_by(rows, chosen.get("sort", "")), start)
    handed = newest([due.pk for due in dues])
    names = Names(plan, language, by.today)
    return Listed(
        plan,
        chosen,
        [names.line(due, handed.get(due.pk)) for due in dues],
        count,
        page,
        list(rounds(plan.code).values_list("month", flat=True)),
    )


def page_number(text: str) -> int:
    """The page that is asked for; the first where it is none."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    return min(max(number, 1), LATEST_PAGE)


@dataclass(frozen=True)
class Names:
    """Puts due values into words."""

    plan: Plan
    language: str
    today: date

    def line(self, due: DueValue, handed: Submission | None) -> Line:
        """A due value as it is printed."""
        indicator = self.plan.indicator_by_code.get(due.indicator)
        shown = handed if due.state != DueState.DUE else None
        at = due.reported_at
        return Line(
            due,
            indicator.label.text(self.language) if indicator else due.indicator,
            self.unit(due.unit),
            self.unit(due.reporter),
            reading_words(indicator, shown) if indicator else "",
            step_of(due),
            "" if at is None else figures.minute(localtime(at)),
            figures.day(due.deadline),
            at is not None and due.on_time is False,
            at is None and due.deadline < self.today,
        )

    def unit(self, code: str) -> str:
        """A unit's name; its code where the plan does not know it."""
        unit = self.plan.unit_by_code.get(code)
        return unit.name(self.language) if unit else code
