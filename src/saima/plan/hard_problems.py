"""Kinds of hard problems 难题: what a city lists, within which limits, and who verifies (S42, S59).

One loop serves every kind (S77, S109, S125, S135, S137); what differs stands here, as data.
"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from saima.plan.label import Label, PlanPart

LONGEST_LIMIT = 500
"""Working days; about two years, beyond which a limit says nothing."""


class Verifier(StrEnum):
    """Who says that a problem is solved: the office, or the unit that raised it."""

    OFFICE = "office"
    RAISER = "raiser"


class Ask(StrEnum):
    """What is asked of a problem beside its title; organisations only, never a citizen."""

    TEXT = "text"
    ORGANISATION = "organisation"
    TASK = "task"
    INDICATOR = "indicator"
    QUANTITY = "quantity"


class HardProblemLimits(PlanPart):
    """Working days of each step, counted from the day on which the step begins."""

    accept: int = Field(default=2, ge=1, le=LONGEST_LIMIT)
    assign: int = Field(default=2, ge=1, le=LONGEST_LIMIT)
    plan: int = Field(default=5, ge=1, le=LONGEST_LIMIT)
    handle: int = Field(default=20, ge=1, le=LONGEST_LIMIT)

    @property
    def whole(self) -> int:
        """Working days from the day it is raised to the day it is to be closed."""
        return self.accept + self.assign + self.plan + self.handle


class Rise(PlanPart):
    """A level to which an unsolved problem rises ``after`` so many working days."""

    after: int = Field(ge=1, le=LONGEST_LIMIT)
    label: Label


class HardProblemKind(PlanPart):
    """A kind of hard problem.

    ``deadline`` is a common day by which all of the kind are to be closed (S137).
    ``relapse_after``: working days after closing on which somebody looks whether it came back.
    ``guarded`` kinds keep totals only: a title and a number, no text and no organisation (domain 5,
    GUARD).
    """

    code: str
    label: Label
    limits: HardProblemLimits = HardProblemLimits()
    rises_after: tuple[Rise, ...] = ()
    deadline: date | None = None
    verified_by: Verifier = Verifier.OFFICE
    relapse_after: int | None = Field(default=None, ge=1, le=LONGEST_LIMIT)
    guarded: bool = False
    asks: tuple[Ask, ...] = ()
    clause: str | None = None
    proposed: bool = False


def unknown_kind(code: str) -> HardProblemKind:
    """Stands for a kind that a later version of the plan no longer lists."""
    return HardProblemKind(code=code, label=Label(zh=code, en=code))
