"""The site lets the clock look in by itself, unless the settings leave it to cron."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from saima.actions import daily
from saima.records.models import DailyStep, Supervision
from saima.web import daily_run
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_the_site_starts_nothing_where_cron_does_it() -> None:
    with override_settings(DAILY=False):
        assert daily_run.start() is None


def test_the_command_does_today_once_and_says_how_each_step_went() -> None:
    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC)):
        said = StringIO()
        call_command("daily", stdout=said)
        lines = said.getvalue().splitlines()
        assert [line.partition(":")[0] for line in lines] == [step.name for step in daily.STEPS]
        assert DailyStep.objects.filter(day=NOW.date(), error="").count() == len(daily.STEPS)
        again = StringIO()
        call_command("daily", stdout=again)
        always = [step.name for step in daily.STEPS if step.always]
        assert [line.partition(":")[0] for line in again.getvalue().splitlines()] == always


def test_the_command_says_so_while_another_process_runs() -> None:
    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC)):
        assert daily.take_lease("another", daily_run.now())
        said = StringIO()
        call_command("daily", stdout=said)
        assert said.getvalue() == "another process is running it\n"


def test_the_command_fails_where_a_step_fails_and_the_others_are_done() -> None:
    # A sheet of a plan that is not there cannot be judged by its rules.
    Supervision.objects.create(
        plan="gone",
        source="other",
        cause="x",
        title="x",
        unit="a",
        urgency="ordinary",
        limit=15,
        proposed_at=NOW,
    )
    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC)), pytest.raises(CommandError):
        call_command("daily", stdout=StringIO())
    (failed,) = DailyStep.objects.exclude(error="")
    assert (failed.step, failed.done_at) == ("supervision", None)
    assert DailyStep.objects.filter(error="").count() == len(daily.STEPS) - 1
