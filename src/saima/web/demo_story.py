"""What happened in the demo's year before its present, in the order of the calendar."""

from collections.abc import Mapping

from django.db import transaction

from saima.records.models import Person, PlanVersion
from saima.web.demo_consequences import follow_the_third_quarter, register_ranks
from saima.web.demo_judged import Year, judge_quarters, show_november
from saima.web.demo_messages import read_so_far, remind
from saima.web.demo_papers import commend, give_flags, hold_meeting, propose_bonus
from saima.web.demo_pledges import pledge_in_winter
from saima.web.demo_problems import tell_problems
from saima.web.demo_splits import draft_in_winter, split_in_spring
from saima.web.demo_supervision import supervise
from saima.web.demo_tasks import carry_out_tasks


@transaction.atomic
def judge_the_year(version: PlanVersion, people: Mapping[str, Person]) -> None:
    """Three quarters are judged, and what follows from them is under way; all of it or nothing."""
    year = Year(version, people)
    register_ranks(year)
    split_in_spring(year)
    judge_quarters(year)
    give_flags(year)
    follow_the_third_quarter(year)
    hold_meeting(year)
    commend(year)
    read_so_far(year)


@transaction.atomic
def after_the_quarters(version: PlanVersion, people: Mapping[str, Person]) -> None:
    """What happened since December is collected; what waits for somebody at the present."""
    year = Year(version, people)
    show_november(year)
    carry_out_tasks(year)
    propose_bonus(year)
    tell_problems(year)
    draft_in_winter(year)
    pledge_in_winter(year)
    supervise(year)
    remind(year)
