"""Whose list of work is asked for: the person, the posts, the day, the plan; read once a list."""

from dataclasses import dataclass
from datetime import date

from saima.plan.heirs import forebears
from saima.plan.plan import Plan
from saima.records.models import Person, Role
from saima.records.queries.plans import latest_version, plan_of
from saima.records.queries.todo_matters import Held, roles, units


@dataclass(frozen=True)
class Asked:
    """A person with the posts held today; ``plan`` is the latest, None before there is one."""

    person: Person
    held: Held
    today: date
    plan: Plan | None

    def holds(self, role: Role) -> bool:
        """Whether a role is held, wherever."""
        return role in roles(self.held)

    def answers(self, *wanted: Role) -> list[str]:
        """The units of these roles, with those that were merged into them (domain section 6)."""
        own = units(self.held, *wanted)
        if self.plan is None:
            return own
        return sorted({*own, *(old for one in own for old in forebears(self.plan, one))})


def asked(person: Person, held: Held, today: date) -> Asked:
    """What every subject of a list starts from; one query for all of them."""
    version = latest_version()
    return Asked(person, held, today, None if version is None else plan_of(version))
