"""A month is typed: shown, checked, answered, handed in; and only by those it belongs to."""

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.actions.rounds import open_round
from saima.records.models import Draft, DueState, Round, Submission
from tests.cast import MARCH, UNITS, Cast, by, cast_plan, due, known, publish

GRID = "/report/2021-03/"
CELLS = "/report/2021-03/cells/"


@pytest.fixture
def town(cast: Cast, march: Round, client: Client) -> Client:
    """The reporter of town a, signed in."""
    client.force_login(cast.town_reporter)
    client.cookies["saima_language"] = "en"
    return client


def form(do: str, **texts: str) -> dict[str, str]:
    """A form with fields named ``starts__value`` for the values of town a."""
    return {"do": do} | {field(name): text for name, text in texts.items()}


def field(name: str) -> str:
    code, _, part = name.partition("__")
    return f"{due('a', code).pk}.{part}"


def tell(client: Client, content: Any) -> HttpResponse:
    return client.post(  # type: ignore[return-value]
        CELLS, json.dumps(content), content_type="application/json"
    )


def test_a_reporter_sees_only_what_is_due_from_the_own_unit(town: Client) -> None:
    page = town.get(GRID).content.decode()
    assert f'data-due="{due("a", "starts").pk}"' in page
    assert f'data-due="{due("b", "starts").pk}"' not in page
    assert f'data-due="{due("a", "investment").pk}"' not in page


def test_what_is_typed_is_checked_first_and_then_handed_in(town: Client) -> None:
    texts = {"starts__value": "１２", "starts__version": "0"}
    page = town.post(GRID, form("check", **texts)).content.decode()
    assert "1 value is ready to be handed in" in page
    assert not Submission.objects.exists()
    assert Draft.objects.get().content == {"value": "１２"}
    assert town.post(GRID, form("submit", **texts)).status_code == 302
    assert Submission.objects.get().value == 12
    assert due("a", "starts").state == DueState.REPORTED
    assert not Draft.objects.exists()


def test_all_or_nothing(town: Client) -> None:
    texts = {"starts__value": "12", "level__value": "abc"}
    page = town.post(GRID, form("submit", **texts)).content.decode()
    assert "Nothing is handed in yet" in page
    assert "“abc” is not a number" in page
    assert not Submission.objects.exists()


def test_a_warning_asks_for_a_sentence(town: Client) -> None:
    texts = {"starts__value": "100"}  # equals the year's target to the digit
    page = town.post(GRID, form("submit", **texts)).content.decode()
    assert "1 value is unusual" in page
    answered = form("submit", **texts, starts__sentence="a hundred, see the list")
    assert town.post(GRID, answered).status_code == 302
    submission = Submission.objects.get()
    assert submission.sentence == "a hundred, see the list"
    assert submission.findings == ["equals_target"]


def test_an_older_screen_does_not_overwrite(town: Client) -> None:
    town.post(GRID, form("submit", starts__value="12", starts__version="0"))
    page = town.post(GRID, form("submit", starts__value="13", starts__version="0"))
    assert "version 1 is there, you saw version 0" in page.content.decode()
    assert Submission.objects.count() == 1


def test_one_click_is_enough(town: Client) -> None:
    known("a", "level", "2021-02", 4)
    for act, code in (("unchanged", "level"), ("not_applicable", "starts")):
        assert town.post(GRID, {"do": f"{act}:{due('a', code).pk}"}).status_code == 302
    level, starts = (Submission.objects.get(due_value=due("a", c)) for c in ("level", "starts"))
    assert level.value == 4
    assert level.unchanged
    assert starts.not_applicable


def test_unchanged_without_anything_before_says_so(town: Client) -> None:
    answer = town.post(GRID, {"do": f"unchanged:{due('a', 'level').pk}"})
    assert answer.status_code == 409
    assert "no earlier value is there" in answer.content.decode()


def test_a_cell_answers_while_somebody_types(town: Client) -> None:
    key = due("a", "starts").pk
    answer = tell(town, {key: {"value": "2.5"}, due("a", "level").pk: {"value": "1,000"}})
    told = answer.json()  # type: ignore[attr-defined]
    assert told["saved"] == "10:00"
    assert told["cells"][str(key)]["blocked"]
    assert "not a whole number" in told["cells"][str(key)]["found"][0]
    assert told["cells"][str(due("a", "level").pk)]["texts"] == {"value": "1000"}
    assert Draft.objects.count() == 2


@pytest.mark.parametrize("content", ["[", "[]", '{"x": {}}', '{"1": 5}', '"text"', "null"])
def test_nonsense_from_a_script_is_refused(town: Client, content: str) -> None:
    answer = town.post(CELLS, content, content_type="application/json")
    assert answer.status_code == 400


def test_the_ids_of_another_unit_change_nothing(town: Client) -> None:
    foreign = due("b", "starts").pk
    assert tell(town, {foreign: {"value": "3"}}).json()["cells"] == {}  # type: ignore[attr-defined]
    town.post(GRID, {"do": "submit", f"{foreign}.value": "3"})
    assert town.post(GRID, {"do": f"not_applicable:{foreign}"}).status_code == 404
    assert not Draft.objects.exists()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("who", ["leader", "auditor", "approver", "office"])
def test_readers_see_values_and_no_fields(
    cast: Cast, march: Round, client: Client, who: str
) -> None:
    client.force_login(getattr(cast, who))
    page = client.get(GRID).content.decode()
    assert "<tr" in page
    assert 'class="number"' not in page
    starts = due("a", "starts").pk
    client.post(GRID, {"do": "submit", f"{starts}.value": "3"})
    assert not Submission.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "system_administrator", "security_administrator"])
def test_without_the_right_there_is_no_grid(
    cast: Cast, march: Round, client: Client, who: str
) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(GRID).status_code == 403
    assert client.get("/report/").status_code == 403
    assert tell(client, {}).status_code == 403


def test_a_month_that_was_not_opened_is_not_there(town: Client) -> None:
    assert town.get("/report/2021-02/").status_code == 404
    assert town.get("/report/")["Location"] == GRID


@pytest.mark.parametrize("method", ["get", "check"])
def test_the_queries_do_not_grow_with_the_rows(cast: Cast, client: Client, method: str) -> None:
    def queries(towns: int, year_of: int) -> int:
        units = [unit for unit in UNITS if unit["kind"] != "town"]
        units += [
            {"code": f"t{n}", "zh": f"t{n}", "en": f"t{n}", "kind": "town", "group": "towns"}
            for n in range(towns)
        ]
        plan = cast_plan(units=units, code=f"small-{towns}", version=year_of)
        opened = open_round(by(cast.office), publish(plan), MARCH)
        client.force_login(cast.reporter)
        keys = opened.due_values.filter(reporter="commerce", indicator="investment")
        texts = {f"{key}.value": "1.5" for key in keys.values_list("pk", flat=True)}
        client.get(GRID)
        with CaptureQueriesContext(connection) as captured:
            if method == "get":
                assert client.get(GRID).status_code == 200
            else:
                assert client.post(GRID, {"do": "check", **texts}).status_code == 200
        return len(captured)

    one, many = queries(1, 1), queries(30, 2)
    assert one == many
    assert many <= {"get": 25, "check": 30}[method]
