"""The life of a board on the site; totals are those of the hand calculation in the small year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.actions import sealing
from saima.actions.kept_boards import KEEPER
from saima.plan.periods import Period
from saima.records.models import (
    Board,
    BoardState,
    Round,
    RoundState,
)
from tests.board_stage import (
    AFTERWARDS,
    COMPUTED,
    MARCH,
    SHOWN,
    Stage,
    make_stage,
)
from tests.web.kept_stage import LIST, at, corrected, read, signed_in
from tests.web.small_year import PUBLISHED

pytestmark = pytest.mark.django_db
QUARTER = {"period": "2021Q1", "as_of": "", "reason": "the quarter is closed"}
LATER = datetime(2021, 5, 20, 2, tzinfo=UTC)
SEALED = Period.parse("2021Q1")


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


@pytest.fixture
def office(stage: Stage, client: Client) -> Iterator[Client]:
    """Somebody of the office on 20 April, reading English."""
    with at(COMPUTED):
        yield signed_in(stage, client, "colleague")


def test_the_list_begins_with_what_can_be_done_next(office: Client, stage: Stage) -> None:
    assert "Q1 2021 is whole and has no board." in read(office, LIST)
    made = office.post(f"{LIST}new/", QUARTER)
    board = Board.objects.get()
    assert made["Location"].startswith(f"{LIST}{board.pk}/?done=board.draft")
    assert "The draft is computed." in read(office, made["Location"])
    assert "Q1 2021 has a draft that is not shown yet." in read(office, LIST)
    with at(SHOWN):
        office.post(f"{LIST}{board.pk}/show/")
        assert "Q1 2021 is shown; units may object until 2021-04-27." in read(office, LIST)
    with at(AFTERWARDS):
        assert "Q1 2021 can be sealed" in read(office, LIST)
        office.post(f"{LIST}{board.pk}/seal/", {"reason": "nobody objected"})
        page = read(office, LIST)
    board.refresh_from_db()
    assert board.state == BoardState.SEALED
    assert (board.seal or "")[:12] in page
    assert "Q1 2021 is whole" not in page
    assert "nobody objected" in page


def test_a_draft_needs_a_reason_and_keeps_what_was_typed(office: Client) -> None:
    answer = office.post(f"{LIST}new/", QUARTER | {"reason": " "})
    assert answer.status_code == 409
    assert '<option value="2021Q1" selected>' in answer.content.decode()
    assert "reason" in answer.context["problems"][0].found
    assert not Board.objects.exists()


def test_only_whole_periods_are_offered(office: Client) -> None:
    form = office.get(f"{LIST}new/?period=2021Q1").context["form"]
    offered = [code for code, _words in form.fields["period"].choices]
    assert offered == ["2021Q1", "2021-03", "2021-02", "2021-01"]
    assert office.post(f"{LIST}new/", QUARTER | {"period": "2021H1"}).status_code == 409


def test_a_draft_takes_the_figures_of_the_moment_when_a_month_was_frozen(
    office: Client, stage: Stage
) -> None:
    frozen_at = datetime(2021, 4, 6, 2, tzinfo=UTC)
    days = dict.fromkeys(["due_on", "check_on", "freeze_on", "show_on"], date(2021, 4, 6))
    someone = stage.people["colleague"]
    who = {"opened_by": someone, "opened_at": PUBLISHED, "frozen_by": someone}
    Round.objects.create(
        version=stage.version,
        plan="small-2021",
        month="2021-03",
        state=RoundState.FROZEN,
        frozen_at=frozen_at,
        **days,
        **who,
    )
    form = office.get(f"{LIST}new/").context["form"]
    (_now, (chosen, words)) = form.fields["as_of"].choices
    assert words == "March 2021 frozen, 2021-04-06 10:00"
    office.post(f"{LIST}new/", QUARTER | {"as_of": chosen})
    assert Board.objects.get().as_of == frozen_at
    other = office.post(f"{LIST}new/", QUARTER | {"as_of": "2021-04-07T02:00:00+00:00"})
    assert other.status_code == 409


def test_a_refusal_is_told_in_words(office: Client, stage: Stage) -> None:
    board = stage.shown()
    with at(SHOWN):
        early = office.post(f"{LIST}{board.pk}/seal/", {"reason": "now"})
    assert early.status_code == 409
    assert "units may object until 2021-04-27" in early.content.decode()
    again = office.post(f"{LIST}{board.pk}/show/")
    assert again.status_code == 409
    assert "is in state shown for objections" in again.content.decode()
    assert "expected the state draft" in again.content.decode()


def test_an_objection_holds_up_the_seal_and_is_counted(office: Client, stage: Stage) -> None:
    board = stage.shown()
    stage.objection(board)
    with at(AFTERWARDS):
        assert "March 2021 waits for 1 objection to be settled." in read(office, LIST)
        assert "1 objection must be settled" in read(office, f"{LIST}{board.pk}/")
        answer = office.post(f"{LIST}{board.pk}/seal/", {"reason": "now"})
    assert "1 objections are not settled" in answer.content.decode()


def test_what_is_withdrawn_stays_with_its_reason(office: Client, stage: Stage) -> None:
    board = stage.draft()
    office.post(f"{LIST}{board.pk}/withdraw/", {"reason": "a value was missing"})
    board.refresh_from_db()
    assert board.state == BoardState.WITHDRAWN
    assert "a value was missing" in read(office, f"{LIST}{board.pk}/")


def test_the_table_shows_ties_as_equal_and_the_unranked_with_their_reason(
    client: Client, db: None
) -> None:
    # Without the award and without decimals ash (93), elm (93.33) and fin (92.55) have 93 each.
    KEEPER.kept.clear()
    stage = make_stage(decimals={"points": 4, "total": 0}, adjustments=[])
    board = stage.draft()
    page = signed_in(stage, client, "colleague").get(f"{LIST}{board.pk}/")
    rows = [(one.row.unit, one.row.rank, one.tied) for one in page.context["table"].rows]
    assert rows == [
        ("ash", 1, True),
        ("elm", 1, True),
        ("birch", 3, False),
        ("oak", None, False),
    ]
    assert "Safety index: not reported" in page.content.decode()
    everybody = client.get(f"{LIST}{board.pk}/?group=all").context["table"].rows
    assert {one.row.unit for one in everybody if one.tied} == {"ash", "elm", "fin"}


def test_a_new_edition_tells_what_moved_and_because_of_which_entry(
    office: Client, stage: Stage
) -> None:
    first = stage.sealed()
    corrected()
    with at(LATER):
        old = read(office, f"{LIST}{first.pk}/")
        office.post(f"{LIST}{first.pk}/edition/", {"reason": "an entry was corrected"})
        second = Board.objects.get(edition=2)
        page = office.get(f"{LIST}{second.pk}/")
    assert "Recorded since and not in this board: 1 values" in old
    moved = [one.shift.unit for one in page.context["movements"].units]
    assert moved == ["ash", "elm"]
    text = page.content.decode()
    assert "value of Elm, March 2021: 2 in place of 1" in text
    assert "counted again" in text
    assert "<del>93.33</del> → <ins>100.00</ins>" in text


def test_a_half_year_is_held_against_the_sealed_quarters_inside(
    office: Client, stage: Stage
) -> None:
    quarter = stage.sealed(SEALED)
    corrected()
    half = stage.draft(Period.parse("2021H1"), LATER)
    page = office.get(f"{LIST}{half.pk}/")
    first, second = page.context["parts"]
    assert first.board == quarter
    assert [one.unit for one in first.differing] == ["elm"]
    assert second.board is None
    assert "not sealed" in page.content.decode()


def test_drafts_are_for_the_office_leaders_and_auditors(client: Client, stage: Stage) -> None:
    board = stage.draft()
    address = f"{LIST}{board.pk}/"
    for name, status in [("leader", 200), ("auditor", 200), ("elm", 404), ("checker", 403)]:
        assert signed_in(stage, client, name).get(address).status_code == status, name
    assert signed_in(stage, client, "elm").get(LIST).context["lines"] == []
    sealing.show_for_objections(stage.by("colleague", SHOWN), board.pk)
    page = client.get(address)
    assert page.status_code == 200
    assert "Withdraw the board" not in page.content.decode()
    assert [one.board for one in client.get(LIST).context["lines"]] == [board]


@pytest.mark.parametrize("name", ["leader", "auditor", "elm", "checker"])
def test_only_the_office_takes_a_step(name: str, client: Client, stage: Stage) -> None:
    board = stage.shown()
    signed_in(stage, client, name)
    with at(AFTERWARDS):
        for step in ("show", "seal", "withdraw", "edition"):
            answer = client.post(f"{LIST}{board.pk}/{step}/", {"reason": "x"})
            assert answer.status_code == 403
        assert client.post(f"{LIST}new/", QUARTER).status_code == 403
    board.refresh_from_db()
    assert board.state == BoardState.SHOWN
    assert Board.objects.count() == 1


def test_the_list_asks_as_many_questions_for_one_board_as_for_thirty(
    office: Client, stage: Stage
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert office.get(address).status_code == 200
        return len(asked)

    board = stage.draft()
    queries(LIST)
    one = queries(LIST)
    given = {"plan": board.plan, "version": board.version, "as_of": COMPUTED, "reason": "x"}
    given |= {"computed_at": COMPUTED, "computed_by": board.computed_by}
    gone = {"withdrawn_at": SHOWN, "withdrawn_by": board.computed_by, "withdrawal": "x"}
    Board.objects.bulk_create(
        Board(period="2021-02", edition=1, draft=number, state="withdrawn", **given, **gone)
        for number in range(1, 30)
    )
    assert len(office.get(LIST).context["lines"]) == 30
    assert queries(LIST) == one
    assert one <= 30


def test_a_board_asks_few_questions(office: Client, stage: Stage) -> None:
    board = stage.sealed(MARCH)
    office.get(f"{LIST}{board.pk}/")
    with CaptureQueriesContext(connection) as asked:
        office.get(f"{LIST}{board.pk}/")
    assert len(asked) <= 30
