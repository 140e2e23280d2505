"""The life of a board; totals and ranks are those of the hand calculation in the small year."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from saima.actions import ledger, sealing
from saima.actions.boards import live_boards
from saima.actions.bundles import outcome_in
from saima.actions.kept_boards import KEEPER, boards_of
from saima.actions.ledger import ValueKey
from saima.actions.loading import publish_plan
from saima.actions.refusals import Denied, Refused
from saima.actions.rows import NodeRow, ScoreRow
from saima.actions.sealing import Attempt
from saima.plan.periods import Period
from saima.records.chain import START
from saima.records.models import AuditRecord, Board, BoardBundle, BoardState, BoardTotal, Entry
from saima.records.queries.sealed_boards import (
    Since,
    boards_of_period,
    current_board,
    earlier_board,
    open_board,
    recorded_since,
    sealed_board,
    sealed_boards,
    standings,
)
from tests.board_stage import (
    AFTERWARDS,
    COMPUTED,
    LAST_DAY,
    LAST_TWO,
    MARCH,
    SHOWN,
    Stage,
    days_after,
    make_stage,
    plain,
    totals,
)
from tests.cast import given
from tests.web.small_year import small_plan

ELM = ValueKey("small-2021", "elm", "invest", "2021-03")


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


def points(rows: Mapping[tuple[str, str], ScoreRow | NodeRow]) -> dict[tuple[str, str], object]:
    return {key: row.points for key, row in rows.items()}


def test_a_draft_has_the_totals_and_ranks_of_the_hand_calculation(stage: Stage) -> None:
    board = stage.draft()
    assert totals(board) == {
        "ash": (94.5, 1, 1),
        "elm": (93.33, 2, 2),
        "birch": (34.67, 3, 5),
        "oak": (None, None, None),
        "fin": (92.55, 1, 3),
        "plan": (69.09, 2, 4),
    }
    ash = BoardTotal.objects.get(board=board, unit="ash")
    assert (ash.field, ash.overall_field, plain(ash.previous_rank)) == (3, 5, 2)
    oak = BoardTotal.objects.get(board=board, unit="oak")
    assert (oak.reason, oak.reason_indicator) == ("missing", "safety")
    assert (board.edition, board.draft, board.state) == (1, 1, BoardState.DRAFT)


def test_who_froze_it_when_and_why_is_kept(stage: Stage) -> None:
    board = stage.draft()
    assert (board.as_of, board.computed_at) == (COMPUTED, COMPUTED)
    assert (board.computed_by.username, board.reason) == ("colleague", "the month is closed")
    data = AuditRecord.objects.get(action="board.draft").data
    assert (data["period"], data["edition"], data["draft"]) == ("2021-03", 1, 1)
    assert data["hash"] == stage.version.hash


def test_standings_are_of_a_group_or_of_all_with_ties_and_the_unranked_last(db: None) -> None:
    # Without the award and without decimals ash (93), elm (93.33) and fin (92.55) have 93 each.
    stage = make_stage(decimals={"points": 4, "total": 0}, adjustments=[])
    board = stage.draft()
    towns = [
        (one.row.unit, one.row.rank and int(one.row.rank), one.tied)
        for one in standings(board, "towns")
    ]
    assert towns == [
        ("ash", 1, True),
        ("elm", 1, True),
        ("birch", 3, False),
        ("oak", None, False),
    ]
    assert [one.row.unit for one in standings(board)] == [
        "ash",
        "elm",
        "fin",
        "plan",
        "birch",
        "oak",
    ]
    assert [one.tied for one in standings(board)] == [True, True, True, False, False, False]


def test_it_is_shown_for_the_working_days_of_the_plan(stage: Stage) -> None:
    board = stage.shown()
    assert (board.state, board.shown_at) == (BoardState.SHOWN, SHOWN)
    assert board.objections_until == LAST_DAY
    assert board.takes_objections(LAST_DAY)
    assert not board.takes_objections(AFTERWARDS.date())


def test_a_plan_may_give_more_days(db: None) -> None:
    stage = make_stage(objections={"file": 7})
    # Seven working days after 21 April: 22, 23, 25 (a Sunday that is worked), 26, 27, 28, 29.
    assert str(stage.shown().objections_until) == "2021-04-29"


def test_a_sealed_board_keeps_everything_and_its_place_in_the_chain(stage: Stage) -> None:
    first, second = stage.sealed(), stage.sealed(Period.parse("2021-02"))
    assert (first.sequence, first.previous_seal) == (1, START)
    assert (second.sequence, second.previous_seal) == (2, first.seal)
    assert list(sealed_boards("small-2021")) == [first, second]
    outcome = outcome_in(bytes(BoardBundle.objects.get(board=first).content))
    assert outcome.plan.hash == stage.version.hash
    assert outcome.totals.shape[0] == 6
    data = AuditRecord.objects.filter(action="board.seal").order_by("id")[1].data
    assert (data["seal"], data["previous"]) == (second.seal, first.seal)
    assert data["reason"] == "nobody objected"


def test_a_sealed_board_is_read_like_the_live_one(stage: Stage) -> None:
    board = stage.sealed()
    kept, live = boards_of(board), live_boards(stage.version, board.as_of)
    assert kept.totals(MARCH) == live.totals(MARCH)
    assert points(kept.scores(MARCH)) == points(live.scores(MARCH))
    assert points(kept.nodes(MARCH)) == points(live.nodes(MARCH))
    assert [str(fired.period) for fired in kept.triggers] == ["2021-03"]
    part = kept.explain(MARCH, "birch", "invest").part
    assert part == live.explain(MARCH, "birch", "invest").part
    assert boards_of(board) is kept


def test_a_correction_afterwards_does_not_touch_what_is_sealed(stage: Stage) -> None:
    board = stage.sealed()
    KEEPER.kept.clear()
    assert not recorded_since(board)
    ledger.correct(stage.by("colleague", AFTERWARDS), ELM, given(2), "counted again")
    assert recorded_since(board) == Since(entries=1, targets=0, adjustments=0)
    assert boards_of(board).totals(MARCH)["elm"].total == 93.33
    assert live_boards(stage.version).totals(MARCH)["elm"].total == 100


def test_a_new_edition_stands_beside_the_old_one(stage: Stage) -> None:
    old = stage.sealed()
    later = days_after(AFTERWARDS, 7)
    ledger.correct(stage.by("colleague", later), ELM, given(2), "counted again")
    later = days_after(later, 1)
    draft = sealing.new_edition(stage.by("colleague", later), old.pk, "an investment was left out")
    assert (draft.edition, draft.draft, draft.as_of) == (2, 1, later)
    assert current_board("small-2021", "2021-03") == draft
    assert earlier_board(draft) == old
    sealing.show_for_objections(stage.by("colleague", later), draft.pk)
    new = sealing.seal(stage.by("colleague", days_after(later, 30)), draft.pk, "corrected")
    assert totals(new)["elm"] == (100, 1, 1)
    assert totals(old)["elm"] == (93.33, 2, 2)
    assert sealed_board("small-2021", "2021-03") == new
    assert sealed_board("small-2021", "2021-03", edition=1) == old
    assert (new.sequence, new.previous_seal) == (2, old.seal)


def test_a_new_edition_may_follow_another_version_of_the_plan(stage: Stage) -> None:
    old = stage.sealed()
    changed = small_plan(
        consequences=LAST_TWO,
        version=2,
        reason="r",
        effective_from="2021-01-01",
        decimals={"points": 4, "total": 1},
    )
    version = publish_plan(changed, AFTERWARDS)
    draft = sealing.new_edition(stage.by("colleague", AFTERWARDS), old.pk, "rounded", version)
    assert draft.version == version
    assert totals(draft)["elm"] == (93.3, 2, 2)


def test_a_new_draft_replaces_the_one_before(stage: Stage) -> None:
    first = stage.shown()
    second = stage.draft(now=days_after(COMPUTED, 3))
    first.refresh_from_db()
    assert (first.state, first.withdrawal) == (BoardState.WITHDRAWN, "the month is closed")
    assert (second.edition, second.draft) == (1, 2)
    assert earlier_board(second) == first
    assert list(boards_of_period("small-2021", "2021-03")) == [second, first]
    assert BoardTotal.objects.filter(board=first).count() == 6


def test_a_draft_may_be_withdrawn(stage: Stage) -> None:
    board = stage.draft()
    who = stage.by("colleague", COMPUTED)
    with pytest.raises(Refused, match="reason is empty"):
        sealing.withdraw_draft(who, board.pk, " ")
    sealing.withdraw_draft(who, board.pk, "wrong month")
    assert open_board("small-2021", "2021-03") is None
    assert current_board("small-2021", "2021-03") is None
    with pytest.raises(Refused, match="in state withdrawn"):
        sealing.withdraw_draft(who, board.pk, "once more")
    assert stage.draft().draft == 2


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reason": " "}, "reason is empty"),
        ({"as_of": days_after(COMPUTED, 1)}, "2021-04-21T02:00"),
        ({"period": Period.parse("2020-03")}, "2020-03 does not lie in 2021"),
    ],
)
def test_a_draft_is_computed_from_what_there_is(
    stage: Stage, changed: dict[str, Any], message: str
) -> None:
    fields: dict[str, Any] = {
        "version": stage.version,
        "period": MARCH,
        "as_of": COMPUTED,
        "reason": "r",
    }
    with pytest.raises(Refused, match=message):
        sealing.compute_draft(stage.by("colleague", COMPUTED), Attempt(**fields | changed))


def test_every_step_has_its_time(stage: Stage) -> None:
    who, after = stage.by("colleague", SHOWN), stage.by("colleague", AFTERWARDS)
    board = stage.draft()
    with pytest.raises(Refused, match=r"state draft\b.*expected the state shown"):
        sealing.seal(after, board.pk, "at once")
    with pytest.raises(Refused, match="expected the state sealed"):
        sealing.new_edition(who, board.pk, "better")
    sealing.show_for_objections(who, board.pk)
    with pytest.raises(Refused, match="expected the state draft"):
        sealing.show_for_objections(who, board.pk)
    with pytest.raises(Refused, match="may object until 2021-04-27"):
        sealing.seal(who, board.pk, "early")
    with pytest.raises(Refused, match="reason is empty"):
        sealing.seal(after, board.pk, "")
    sealing.seal(after, board.pk, "the time has passed")
    with pytest.raises(Refused, match="state sealed"):
        sealing.seal(after, board.pk, "once more")
    with pytest.raises(Refused, match="sealed in edition 1"):
        stage.draft(now=AFTERWARDS)
    with pytest.raises(Refused, match="no such record"):
        sealing.seal(after, 999, "which")


def test_only_one_edition_is_under_way_at_a_time(stage: Stage) -> None:
    board = stage.sealed()
    sealing.new_edition(stage.by("colleague", AFTERWARDS), board.pk, "first")
    with pytest.raises(Refused, match="in state draft"):
        sealing.new_edition(stage.by("colleague", AFTERWARDS), board.pk, "second")
    again = stage.draft(now=AFTERWARDS)
    assert (again.edition, again.draft) == (2, 2)


def test_a_ledger_that_was_changed_behind_its_back_is_not_sealed(stage: Stage) -> None:
    # With a second investment elm has 100, so that ash, the first by name, falls to place 2.
    board = stage.shown()
    Entry.objects.create(
        plan="small-2021",
        unit="elm",
        indicator="invest",
        period="2021-03",
        value=2,
        recorded_at=datetime(2021, 4, 19, tzinfo=UTC),
    )
    with pytest.raises(Refused, match="ash comes out differently"):
        sealing.seal(stage.by("colleague", AFTERWARDS), board.pk, "nobody objected")
    board.refresh_from_db()
    assert board.state == BoardState.SHOWN


@pytest.mark.parametrize("name", ["leader", "auditor", "ash"])
def test_only_the_office_computes_and_seals(stage: Stage, name: str) -> None:
    board = stage.shown()
    who = stage.by(name, AFTERWARDS)
    attempt = Attempt(stage.version, MARCH, COMPUTED, "r")
    steps: list[Callable[[], object]] = [
        lambda: sealing.compute_draft(who, attempt),
        lambda: sealing.show_for_objections(who, board.pk),
        lambda: sealing.withdraw_draft(who, board.pk, "r"),
        lambda: sealing.seal(who, board.pk, "r"),
        lambda: sealing.new_edition(who, board.pk, "r"),
    ]
    for step in steps:
        with pytest.raises(Denied):
            step()


def test_the_database_keeps_one_number_line(stage: Stage) -> None:
    board = stage.draft()
    copy = Board.objects.get(pk=board.pk)
    copy.pk = None
    copy._state.adding = True
    copy.draft = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    copy.edition = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
