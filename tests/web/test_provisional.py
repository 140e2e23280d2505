"""Provisional values beside accepted ones: marked, never among them, only for those who may."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.actions import reporting, review, rounds
from saima.actions.rounds import open_round
from saima.records.models import Person, Round
from tests.cast import MARCH, Cast, by, cast_plan, due, given, known, publish

BOARD = "/2021-03/board/?group=towns"
STARTS = "/2021-03/indicators/starts/"
ON = "provisional=1"


@pytest.fixture
def month(cast: Cast) -> Round:
    """March of three towns whose starts alone count; a and b have handed in, c has not."""
    opened = open_round(by(cast.office), publish(cast_plan(missing="zero")), MARCH)
    for town, values in (("a", (1, 1)), ("b", (9, 9)), ("c", (5, 5))):
        for number, value in enumerate(values, start=1):
            known(town, "starts", f"2021-{number:02d}", value)
    reporting.submit(by(cast.town_reporter), due("a", "starts").pk, given(7))
    reporting.submit(by(cast.other_reporter), due("b", "starts").pk, given(9))
    return opened


def page(client: Client, person: Person | None, address: str) -> str:
    client.cookies["saima_language"] = "en"
    if person is not None:
        client.force_login(person)
    return client.get(address).content.decode()


@pytest.mark.parametrize("who", ["office", "leader", "auditor"])
def test_who_reads_every_value_may_have_the_order_beside(
    month: Round, cast: Cast, client: Client, who: str
) -> None:
    plain = page(client, getattr(cast, who), BOARD)
    assert 'href="?group=towns&amp;provisional=1"' in plain
    assert "Provisional place" not in plain
    beside = page(client, None, f"{BOARD}&{ON}")
    assert "Provisional place" in beside
    assert "◇ 1" in beside
    assert "Not an official place." in beside


@pytest.mark.parametrize("who", [None, "nobody", "town_reporter", "approver", "checker"])
def test_others_have_neither_switch_nor_figures_on_a_board(
    month: Round, cast: Cast, client: Client, who: str | None
) -> None:
    person = getattr(cast, who) if who else None
    assert ON not in page(client, person, BOARD)
    forced = page(client, None, f"{BOARD}&{ON}")
    assert "◇" not in forced
    table = client.get(f"/2021-03/board/table.csv?{ON}").content.decode("utf-8-sig")
    assert "◇" not in table


def test_the_official_order_is_the_same_with_the_switch_on(
    month: Round, cast: Cast, client: Client
) -> None:
    client.force_login(cast.office)
    client.cookies["saima_language"] = "en"
    off = client.get("/2021-03/board/table.csv?group=towns").content.decode("utf-8-sig")
    on = client.get(f"/2021-03/board/table.csv?group=towns&{ON}").content.decode("utf-8-sig")
    heads = "Provisional order,◇ order with provisional values,◇ total with provisional values,Unit"
    assert heads in on

    def official(text: str, skipped: int) -> list[list[str]]:
        rows = [line.split(",") for line in text.splitlines()[-4:]]
        return [[row[0], *row[1 + skipped :]] for row in rows]

    assert official(on, 2) == official(off, 0)


def test_only_the_values_that_a_person_may_see_stand_on_an_indicator(
    month: Round, cast: Cast, client: Client
) -> None:
    assert ON not in page(client, None, STARTS)
    assert "◇" not in page(client, None, f"{STARTS}?{ON}")
    assert ON not in page(client, cast.nobody, STARTS)
    own = page(client, cast.town_reporter, f"{STARTS}?{ON}")
    assert "◇ 7 reported" in own
    assert "◇ 9" not in own
    every = page(client, cast.leader, f"{STARTS}?{ON}")
    assert "◇ 7 reported" in every
    assert "◇ 9 reported" in every


def test_an_accepted_value_leaves_the_provisional_ones_at_once(
    month: Round, cast: Cast, client: Client
) -> None:
    key = due("a", "starts").pk
    review.approve(by(cast.town_approver), key)
    assert "◇ 7 approved in the unit" in page(client, cast.office, f"{STARTS}?{ON}")
    review.accept(by(cast.checker), key)
    found = page(client, cast.office, f"{STARTS}?{ON}")
    assert "◇ 7" not in found
    assert "2021-04-06 10:00" in found


def test_the_past_and_a_frozen_month_have_no_provisional_values(
    month: Round, cast: Cast, client: Client
) -> None:
    assert ON not in page(client, cast.office, "/2021-02/board/")
    assert "◇" not in page(client, None, f"{BOARD}&{ON}&as_of=2021-04-06T09:00")
    rounds.freeze(by(cast.office), month.pk, despite="fictitious")
    assert "◇" not in page(client, None, f"{BOARD}&{ON}")


def test_the_switch_costs_four_questions_however_many_values(
    month: Round, cast: Cast, client: Client
) -> None:
    """What is due, the newest versions, their people, and the mark of the ledger."""

    def asked(address: str) -> int:
        page(client, None, address)  # computes boards that are not there yet
        with CaptureQueriesContext(connection) as found:
            page(client, None, address)
        return len(found)

    client.force_login(cast.leader)
    assert asked(f"{BOARD}&{ON}") - asked(BOARD) == 4
    reporting.submit(by(cast.town_reporter), due("a", "level").pk, given(2))
    assert asked(f"{BOARD}&{ON}") - asked(BOARD) == 4
