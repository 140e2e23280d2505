"""What an adjustment of an approved task asks for, and how a waiting task keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from saima.actions.new_tasks import NewCoUnit, NewNode
from saima.records.models import Task

NAMES = ("title", "unit", "leader", "owner")
"""Facts that are one text each."""


@dataclass(frozen=True)
class Facts:
    """Facts of a task that become others; None: it stays as it is."""

    title: str | None = None
    unit: str | None = None
    leader: str | None = None
    owner: str | None = None
    co_units: tuple[NewCoUnit, ...] | None = None

    @property
    def texts(self) -> dict[str, str]:
        """The facts of one text each that become others."""
        found = {name: getattr(self, name) for name in NAMES}
        return {name: text for name, text in found.items() if text is not None}

    def kept(self) -> dict[str, object]:
        """As a waiting task keeps them: only what becomes another."""
        if self.co_units is None:
            return {**self.texts}
        return {**self.texts, "co_units": kept_units(self.co_units)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Facts":
        """The facts that a task keeps."""
        units = kept.get("co_units")
        return cls(
            **{name: kept[name] for name in NAMES if name in kept},
            co_units=None
            if units is None
            else tuple(NewCoUnit(unit, Decimal(share)) for unit, share in units),
        )

    def other_than(self, task: Task) -> "Facts":
        """The facts without those that the task has already."""
        texts = {name: text.strip() for name, text in self.texts.items()}
        units = self.co_units
        if units is not None and pairs(units) == pairs(helping(task)):
            units = None
        changed = {name: text for name, text in texts.items() if text != getattr(task, name)}
        return Facts(**changed, co_units=units)

    def before(self, task: Task) -> dict[str, object]:
        """What the task has now where these facts are others, in the form of ``kept``."""
        texts: dict[str, object] = {name: getattr(task, name) for name in self.texts}
        return texts if self.co_units is None else texts | {"co_units": kept_units(helping(task))}


@dataclass(frozen=True)
class Change:
    """New days by node number, nodes taken out or added, other facts, a new last day of the task.

    Without ``due`` the task ends when it did, or with the last moved node where that is later.
    """

    days: Mapping[int, date] = field(default_factory=dict)
    dropped: Sequence[int] = ()
    due: date | None = None
    added: Sequence[NewNode] = ()
    facts: Facts = Facts()

    @property
    def empty(self) -> bool:
        """Whether everything stays as it is."""
        asked = (self.days, self.dropped, self.due, self.added, self.facts != Facts())
        return not any(asked)

    def ends(self, task: Task) -> date:
        """The last day of the task with this change: never before a moved node."""
        return max(self.due or task.due, *self.days.values(), date.min)

    def kept(self) -> dict[str, object]:
        """As a waiting task keeps it."""
        return {
            "days": {str(number): day.isoformat() for number, day in sorted(self.days.items())},
            "dropped": sorted(self.dropped),
            "due": self.due and self.due.isoformat(),
            "added": [kept_node(node) for node in self.added],
            "facts": self.facts.kept(),
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Change":
        """The change that a task keeps; what was asked for by an older version has days only."""
        due = kept.get("due")
        return cls(
            {int(number): date.fromisoformat(day) for number, day in kept["days"].items()},
            tuple(kept["dropped"]),
            date.fromisoformat(due) if due else None,
            tuple(node_of(node) for node in kept.get("added", ())),
            Facts.of(kept.get("facts", {})),
        )


def helping(task: Task) -> tuple[NewCoUnit, ...]:
    """The co-units that a task has, in the order in which they were written."""
    return tuple(NewCoUnit(one.unit, one.share) for one in task.co_units.order_by("pk"))


def pairs(units: Sequence[NewCoUnit]) -> list[tuple[str, Decimal]]:
    """Co-units with their shares in an order in which they can be compared."""
    return sorted((one.unit, one.share) for one in units)


def kept_units(units: Sequence[NewCoUnit]) -> list[list[str]]:
    """Co-units as they are kept."""
    return [[one.unit, str(one.share)] for one in units]


def kept_node(node: NewNode) -> dict[str, object]:
    """A node as it is kept; its number is given when it is added."""
    found = asdict(node) | {"title": node.title.strip(), "weight": str(node.weight)}
    found |= {"due": node.due.isoformat(), "starts": node.starts and node.starts.isoformat()}
    del found["number"]
    return found


def node_of(kept: Mapping[str, Any]) -> NewNode:
    """The node that is kept."""
    starts = kept["starts"]
    return NewNode(
        kept["title"],
        date.fromisoformat(kept["due"]),
        Decimal(kept["weight"]),
        date.fromisoformat(starts) if starts else None,
        kept["checker"],
    )
