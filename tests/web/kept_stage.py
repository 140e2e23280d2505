"""The site around the small year's boards: its clock, its readers, a correction."""

from datetime import UTC, datetime
from decimal import Decimal

from django.test import Client, override_settings

from saima.records.models import Entry
from tests.board_stage import AFTERWARDS, Stage, days_after

LIST = "/office/boards/"


def at(moment: datetime) -> override_settings:
    """The site's clock at a moment."""
    return override_settings(CLOCK_SHIFT=moment - datetime.now(UTC))


def signed_in(stage: Stage, client: Client, name: str) -> Client:
    """Somebody of the stage, reading English."""
    client.force_login(stage.people[name])
    client.cookies["saima_language"] = "en"
    return client


def read(client: Client, address: str) -> str:
    """The text of a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def corrected() -> Entry:
    """Elm's second investment of March, found later: 100 points, not 93.33."""
    before = Entry.objects.get(unit="elm", indicator="invest", period="2021-03")
    made: Entry = Entry.objects.create(
        plan="small-2021",
        unit="elm",
        indicator="invest",
        period="2021-03",
        value=Decimal(2),
        recorded_at=days_after(AFTERWARDS, 1),
        replaces=before,
        why="counted again",
    )
    return made
