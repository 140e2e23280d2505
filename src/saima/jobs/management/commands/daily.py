"""Do what is to be done today; for those who let cron run it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from saima.actions import daily


class Command(BaseCommand):
    """``daily``: every step of today that is not done; run twice it does nothing more."""

    help = "Do what is to be done today; steps that are done are left alone."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run the steps and say how each went. Raises CommandError where one failed."""
        ran = daily.run(timezone.now() + settings.CLOCK_SHIFT, retry=daily.RETRY * 0)
        if ran.busy:
            self.stdout.write("another process is running it")
            return
        if not ran.went:
            self.stdout.write("everything of today is done")
        for one in ran.went:
            counts = ", ".join(f"{name} {count}" for name, count in one.counts.items())
            self.stdout.write(f"{one.step}: {one.error or counts or 'nothing to do'}")
        if ran.failed:
            message = "a step failed; it is tried again with the next run"
            raise CommandError(message)
