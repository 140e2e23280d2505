"""The site lets the clock look in every few minutes, so that an office needs no cron."""

import logging
from datetime import datetime
from threading import Event, Thread

from django.conf import settings
from django.db import connection
from django.utils import timezone

from saima.actions import daily

EVERY = 5 * 60.0
"""Seconds between two looks; a step is done once a day all the same."""

LOG = logging.getLogger(__name__)


def now() -> datetime:
    """The present of the site."""
    return timezone.now() + settings.CLOCK_SHIFT


def start(every: float = EVERY) -> Event | None:
    """Let a thread look in from now on; set the event to end it. None where it is switched off.

    Each process of a site has one: the lease lets one of them run at a time.
    """
    if not settings.DAILY:
        return None
    ended = Event()
    Thread(target=look_in, args=(ended, every), name="saima-daily", daemon=True).start()
    return ended


def look_in(ended: Event, every: float) -> None:
    """Run what is due, wait, and again, until ``ended``."""
    while not ended.is_set():
        try:
            daily.run(now())
        except Exception:
            LOG.exception("the daily run failed")
        finally:
            connection.close()
        ended.wait(every)
