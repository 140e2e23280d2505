"""Hard problems on the site: counted, searched, raised, worked off, burnt down, explained."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from saima.actions.derivations import derive_all
from saima.actions.hard_problem_steps import State
from saima.actions.hard_problems_rising import rise
from saima.records.models import DerivedValue, HardProblem, Person
from saima.records.queries.todo import todo
from saima.records.queries.todo_count import todo_count
from saima.records.queries.todo_kinds import Kind
from tests.problem_stage import NOW, TODAY, Problems, make_problems

pytestmark = pytest.mark.django_db
LIST = "/hard-problems/"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock(tmp_path: Path) -> Iterator[None]:
    """The site's clock stands on 6 April; files stay with the test."""
    shift = NOW - datetime.now(UTC)
    with override_settings(CLOCK_SHIFT=shift, VAR=tmp_path, OPEN_BOARDS=False):
        yield


@pytest.fixture
def stage(db: None) -> Problems:
    return make_problems()


@pytest.fixture
def sign_in(client: Client, stage: Problems) -> SignIn:
    def signed_in(name: str) -> Client:
        client.force_login(getattr(stage.cast, name))
        client.cookies["saima_language"] = "en"
        return client

    return signed_in


def titles(answer: Any) -> list[int]:
    """The numbers in the list."""
    return [line.row.number for line in answer.context["reading"].paged.rows]


def early(day: int) -> datetime:
    """A morning of March."""
    return datetime(2021, 3, day, 2, tzinfo=UTC)


@pytest.fixture
def several(stage: Problems) -> Problems:
    """Five: 1 rose twice and is late, 2 rose once, 3 is closed, 4 a hazard, 5 of another town."""
    stage.brought(State.PLANNED, datetime(2021, 2, 1, 2, tzinfo=UTC), title="高压线迁改")
    stage.raised(early(15), title="入学衔接", organisation="演示公司")
    stage.brought(State.CLOSED, early(22))
    stage.raised(kind="hazard", title="隐患", quantity=7)
    one = stage.raised()
    HardProblem.objects.filter(pk=one.pk).update(title="别的镇")
    rise(NOW)
    return stage


def test_the_first_thing_is_how_many_are_stuck_and_how_high_up(
    several: Problems, sign_in: SignIn
) -> None:
    reading = sign_in("office").get(LIST).context["reading"]
    totals = reading.totals
    assert (totals.open, totals.late, totals.levels) == (4, 1, {0: 2, 1: 1, 2: 1})
    # On 6 April: 64, 22 and twice 0 days ago.
    assert totals.ages == (2, 1, 0, 1)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("", [1, 4, 2, 5]),
        ("?state=all", [1, 3, 4, 2, 5]),
        ("?state=closed", [3]),
        ("?kind=hazard", [4]),
        ("?level=2", [1]),
        ("?late=on", [1]),
        ("?age=1", [2]),
        ("?handler=commerce", [1]),
        ("?unit=a&kind=bottleneck", [1, 2, 5]),
        ("?unit=gone&level=x&age=77", [1, 4, 2, 5]),
        ("?text=高压", [1]),
        ("?text=演示公司", [2]),
        ("?text=5", [5]),
    ],
)
def test_filters(several: Problems, sign_in: SignIn, asked: str, numbers: list[int]) -> None:
    found = titles(sign_in("office").get(LIST + asked))
    assert sorted(found) == sorted(numbers)


def test_a_unit_sees_what_it_raised_or_solves(several: Problems, sign_in: SignIn) -> None:
    assert titles(sign_in("reporter").get(LIST)) == [1]
    assert sorted(titles(sign_in("town_reporter").get(LIST))) == [1, 2, 4, 5]
    assert titles(sign_in("other_reporter").get(LIST)) == []
    row = HardProblem.objects.get(number=2)
    assert sign_in("reporter").get(f"{LIST}{row.pk}/").status_code == 404


def test_a_long_list_takes_the_same_queries(stage: Problems, sign_in: SignIn) -> None:
    office = sign_in("office")
    one = stage.raised()
    few = queries(office, LIST)
    facts = {
        f.attname: getattr(one, f.attname) for f in HardProblem._meta.fields if not f.primary_key
    }
    HardProblem.objects.bulk_create(
        HardProblem(**facts | {"number": number}) for number in range(2, 122)
    )
    assert queries(office, LIST) == few <= 30
    answer = office.get(LIST + "?page=3")
    assert len(titles(answer)) == 21
    assert queries(office, f"{LIST}{one.pk}/") <= 30
    assert queries(office, LIST + "burn-down/") <= 30


def queries(client: Client, address: str) -> int:
    """How many queries a page takes once it is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_export_is_what_was_searched(several: Problems, sign_in: SignIn) -> None:
    answer = sign_in("office").get(LIST + "table.csv?kind=hazard")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert sum("隐患" in row for row in rows) == 1
    assert not any("高压线" in row for row in rows)


def test_a_form_asks_what_its_kind_asks(stage: Problems, sign_in: SignIn) -> None:
    town = sign_in("town_reporter")
    kinds = town.get(LIST + "new/").context["kinds"]
    assert [kind.code for kind in kinds] == ["bottleneck", "hazard"]
    fields = town.get(LIST + "new/?kind=hazard").context["form"].fields
    assert list(fields) == ["title", "unit", "quantity"]
    fields = town.get(LIST + "new/?kind=bottleneck").context["form"].fields
    assert list(fields) == ["title", "unit", "text", "organisation", "task", "indicator"]


def raised(client: Client, **typed: Any) -> Any:
    """The answer to a form."""
    return client.post(LIST + "new/", {"kind": "bottleneck", "unit": "a", "title": "x"} | typed)


def test_a_problem_is_raised_with_its_files(stage: Problems, sign_in: SignIn) -> None:
    town = sign_in("town_reporter")
    file = SimpleUploadedFile("b.txt", b"fictitious")
    answer = raised(town, text="情况", indicator="starts", files=file)
    row = HardProblem.objects.get()
    assert answer["Location"] == f"{LIST}{row.pk}/?done=hard_problem.raise&count=1"
    assert (row.text, row.indicator, row.files.count()) == ("情况", "starts", 1)
    page = town.get(f"{LIST}{row.pk}/")
    assert "b.txt" in page.content.decode()
    kept = row.files.get()
    assert town.get(f"{LIST}files/{kept.pk}/").getvalue() == b"fictitious"


def test_what_looks_personal_is_asked_about_and_kept_only_then(
    stage: Problems, sign_in: SignIn
) -> None:
    town = sign_in("town_reporter")
    answer = raised(town, text="合同13800001234")
    assert answer.status_code == 409
    assert "138*****234" in answer.content.decode()
    assert answer.context["form"]["text"].value() == "合同13800001234"
    assert "confirmed" in answer.context["form"].fields
    assert not HardProblem.objects.exists()
    assert raised(town, text="合同13800001234", confirmed="on").status_code == 302
    assert HardProblem.objects.get().steps.get().data == {"confirmed": True}


def test_what_was_typed_stays_after_a_refusal(stage: Problems, sign_in: SignIn) -> None:
    answer = raised(sign_in("town_reporter"), title=" ", text="情况")
    assert answer.status_code == 409
    assert answer.context["form"]["text"].value() == "情况"


def test_another_units_problem_cannot_be_raised(stage: Problems, sign_in: SignIn) -> None:
    assert raised(sign_in("town_reporter"), unit="b").status_code == 409
    assert not HardProblem.objects.exists()


def keys(answer: Any) -> list[str]:
    """The steps that a page offers."""
    return [offer.key for offer in answer.context["offers"]]


@pytest.mark.parametrize(
    ("state", "who", "offered"),
    [
        (State.RAISED, "office", ["accept", "decline"]),
        (State.RAISED, "town_reporter", []),
        (State.ACCEPTED, "office", ["assign"]),
        (State.ASSIGNED, "reporter", ["plan"]),
        (State.PLANNED, "reporter", ["plan", "handle"]),
        (State.HANDLED, "reporter", []),
        (State.HANDLED, "town_approver", ["verify", "return"]),
        (State.CLOSED, "town_approver", ["reopen", "check"]),
        (State.CLOSED, "leader", []),
    ],
)
def test_a_page_offers_the_steps_of_the_table(
    stage: Problems, sign_in: SignIn, state: State, who: str, offered: list[str]
) -> None:
    row = stage.brought(state)
    assert keys(sign_in(who).get(f"{LIST}{row.pk}/")) == offered


def test_it_goes_the_whole_way_on_the_site(stage: Problems, sign_in: SignIn) -> None:
    row = stage.raised()
    at = f"{LIST}{row.pk}/"
    for who, typed in (
        ("office", {"act": "accept"}),
        ("office", {"act": "assign", "handler": "commerce"}),
        ("reporter", {"act": "plan", "text": "方案"}),
        ("reporter", {"act": "handle", "text": "已解决"}),
        ("town_approver", {"act": "verify"}),
    ):
        assert sign_in(who).post(at, typed).status_code == 302, typed
    row.refresh_from_db()
    assert (row.state, row.result, row.closed_on) == (State.CLOSED, "已解决", TODAY)


def test_a_step_that_came_too_late_is_told_and_nothing_is_lost(
    stage: Problems, sign_in: SignIn
) -> None:
    row = stage.brought(State.HANDLED)
    answer = sign_in("approver").post(f"{LIST}{row.pk}/", {"act": "plan", "text": "新方案"})
    assert answer.status_code == 409
    assert "新方案" in answer.content.decode()
    assert sign_in("office").post(f"{LIST}{row.pk}/", {"act": "fly"}).status_code == 404


def test_the_burn_down_counts_cases_against_the_common_day(
    stage: Problems, sign_in: SignIn
) -> None:
    """12 cases in March, 4 of them closed on 22 March; 8 are open on 6 April.

    The ideal line falls from 12 on 8 March to nothing on 30 April, 53 days: after 29 days it
    stands at 12 * 24 / 53 = 5.43, so 3 more are open than on course.
    """
    stage.brought(State.ASSIGNED, early(8), kind="hazard", quantity=8)
    one = stage.brought(State.CLOSED, early(8), kind="hazard", quantity=4)
    HardProblem.objects.filter(pk=one.pk).update(closed_on=date(2021, 3, 22))
    answer = sign_in("office").get(LIST + "burn-down/")
    reading = answer.context["reading"]
    assert (reading.open, reading.closed, reading.late, reading.behind) == (8, 4, 0, 3)
    by_day = {one.day: one.open for one in reading.days}
    assert by_day[date(2021, 3, 8)] == 12
    assert by_day[TODAY] == 8
    assert by_day[date(2021, 4, 30)] is None
    assert [(line.code, line.burning.open) for line in reading.units] == [("commerce", 8)]
    assert b"<svg" in sign_in("office").get(LIST + "burn-down.svg").content


def test_a_derived_value_leads_to_its_objects(stage: Problems, sign_in: SignIn) -> None:
    row = stage.brought(State.CLOSED, kind="hazard", quantity=4)
    HardProblem.objects.filter(pk=row.pk).update(handler="a")
    derive_all(NOW)
    found = DerivedValue.objects.filter(
        entry__unit="a", entry__period="2021-04", entry__replaced_by=None
    ).get()
    office = sign_in("office")
    answer = office.get(f"/derived/{found.entry_id}/")
    page = answer.content.decode()
    assert f'href="{LIST}{row.pk}/"' in page
    assert "share of hard problems" in page
    assert f"/derived/{found.entry_id}/" in office.get("/2021-04/units/a/cleared/").content.decode()
    assert "share of hard problems" in office.get("/2021-04/method/").content.decode()


def waits(person: Person) -> dict[Kind, int]:
    """Kinds of hard problems on somebody's list, with their counts."""
    lists = todo(person, TODAY)
    assert todo_count(person, TODAY) == sum(one.count for one in lists)
    return {one.kind: one.count for one in lists if one.kind.startswith("problem")}


def test_what_waits_is_on_the_list_of_those_whose_turn_it_is(stage: Problems) -> None:
    for state in State:
        if state != State.DECLINED:
            stage.brought(state)
    stage.brought(State.HANDLED, kind="hazard")
    cast = stage.cast
    assert waits(cast.office) == {
        Kind.PROBLEM_ACCEPT: 1,
        Kind.PROBLEM_ASSIGN: 1,
        Kind.PROBLEM_VERIFY: 1,
    }
    assert waits(cast.approver) == {Kind.PROBLEM_PLAN: 1, Kind.PROBLEM_HANDLE: 1}
    assert waits(cast.town_approver) == {Kind.PROBLEM_VERIFY: 1}
    assert waits(cast.other_reporter) == {}
    HardProblem.objects.filter(state=State.CLOSED).update(step_due=TODAY)
    assert waits(cast.town_approver)[Kind.PROBLEM_RELAPSE] == 1
