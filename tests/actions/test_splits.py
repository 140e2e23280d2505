"""A split is drawn up, signed by somebody else, and the boards follow it at once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from saima.actions import split_effects, splits
from saima.actions.boards import live_boards
from saima.actions.found import newest_version
from saima.actions.refusals import Denied, Refused
from saima.actions.split_steps import STEPS, SplitAct, next_step
from saima.plan.periods import Period
from saima.records.models import AuditRecord, Message, SplitState, Target, TargetSplit
from saima.records.queries.splits import adopted_split, versions_in_force
from tests.actions.split_stage import STARTS, drafted, grid, published
from tests.cast import NOW, POSTS, Cast, by, known

pytestmark = pytest.mark.django_db
MARCH = Period.parse("2021-03")


def adopted(cast: Cast, row: TargetSplit) -> TargetSplit:
    return splits.adopt(by(cast.leader), row.pk, splits.mark_of(row), "常委会审定")


def test_a_draft_sets_no_target(cast: Cast) -> None:
    row = drafted(cast, published())
    assert (row.version, row.state) == (1, SplitState.DRAFT)
    assert row.city_target == 60
    assert row.shares == {"a": "30", "b": "20", "c": "10"}
    assert (row.curve, row.months) == ([], {})
    assert not Target.objects.exists()


def test_adoption_sets_the_year_and_every_period_within_it(cast: Cast) -> None:
    row = adopted(cast, drafted(cast, published()))
    assert (row.state, row.signed_by, row.signed_at) == (SplitState.ADOPTED, cast.leader, NOW)
    own = {one.period: one.target for one in Target.objects.filter(unit="a")}
    # a year, twelve months, four quarters, two halves; 30 x 3/12 = 7.5, rounded half up
    assert len(own) == 19
    assert [own[key] for key in ("2021", "2021-03", "2021Q2", "2021H2")] == [30, 8, 15, 30]
    assert {one.reason for one in Target.objects.all()} == {"常委会审定"}
    assert AuditRecord.objects.filter(action="split.adopt").count() == 1


def test_the_units_are_told_once(cast: Cast) -> None:
    adopted(cast, drafted(cast, published()))
    told = Message.objects.filter(kind="split_adopted", person=cast.town_reporter).get()
    assert told.data["unit"] == "a"
    assert told.data["text"] == "30个"


def test_the_live_boards_follow_at_once(cast: Cast) -> None:
    frame = published()
    known("a", STARTS, "2021-01", 6)
    row = drafted(cast, frame)
    adopted(cast, row)
    score = live_boards(newest_version("small")).scores(Period.parse("2021-01"))["a", STARTS]
    # by January 30/12 = 2.5, rounded to 3; 6 of 3 are 200 %
    assert (score.annual_target, score.target, score.completion) == (30, 3, 2)


def test_a_newer_version_replaces_the_older_one_as_a_whole(cast: Cast) -> None:
    frame = published()
    adopted(cast, drafted(cast, frame))
    later = splits.draw_up(by(cast.office), "small", STARTS, grid(frame, a="40"), "")
    splits.adopt(
        by(cast.leader, NOW + timedelta(hours=1)), later.pk, splits.mark_of(later), "年中调整"
    )
    assert later.version == 2
    newest = Target.objects.filter(unit="a", period="2021-06").order_by("-id").first()
    assert newest is not None
    assert newest.target == 20
    assert adopted_split("small", STARTS) == later
    assert versions_in_force("small") == {STARTS: 2}


def test_a_unit_may_have_months_of_its_own(cast: Cast) -> None:
    frame = published()
    own = grid(frame)
    months = {**own.months, "c": (*[Decimal(0)] * 11, Decimal(10))}
    made = splits.draw_up(
        by(cast.office), "small", STARTS, type(own)(own.method, own.years, months, own.curve)
    )
    assert list(made.months) == ["c"]
    assert splits.grid_of(frame, made).months == months
    adopted(cast, made)
    assert Target.objects.get(unit="c", period="2021-11").target == 0


def test_less_than_the_citys_target_is_not_adopted_and_more_is(cast: Cast) -> None:
    frame = published()
    short = drafted(cast, frame, a="29")
    with pytest.raises(Refused, match="add up to 59, the city's is 60"):
        adopted(cast, short)
    assert not Target.objects.exists()
    assert adopted(cast, drafted(cast, frame, a="36")).state == SplitState.ADOPTED


def test_who_draws_up_a_split_does_not_sign_it(cast: Cast) -> None:
    frame = published()
    row = drafted(cast, frame)
    TargetSplit.objects.filter(pk=row.pk).update(made_by=cast.leader)
    with pytest.raises(Refused, match="drew up this split yourself"):
        adopted(cast, row)


def test_a_signature_without_a_reason_or_on_another_grid_is_refused(cast: Cast) -> None:
    frame = published()
    row = drafted(cast, frame)
    seen = splits.mark_of(row)
    with pytest.raises(Refused, match="reason is empty"):
        splits.adopt(by(cast.leader), row.pk, seen, " ")
    later = by(cast.colleague, NOW + timedelta(minutes=5))
    splits.change(later, row.pk, seen, grid(frame, a="31"), "")
    with pytest.raises(Refused, match="the draft was changed by colleague"):
        splits.adopt(by(cast.leader), row.pk, seen, "x")
    with pytest.raises(Refused, match="the draft was changed by colleague"):
        splits.change(by(cast.office), row.pk, seen, grid(frame), "")


@pytest.mark.parametrize("end", [splits.withdraw, splits.decline])
def test_a_draft_ends_with_a_reason_and_stays_readable(cast: Cast, end: object) -> None:
    assert callable(end)
    row = drafted(cast, published())
    person = by(cast.office if end is splits.withdraw else cast.leader)
    with pytest.raises(Refused, match="reason is empty"):
        end(person, row.pk, "")
    assert end(person, row.pk, "重新测算").state == SplitState.WITHDRAWN
    assert TargetSplit.objects.get().reason == "重新测算"


@pytest.mark.parametrize("act", SplitAct)
@pytest.mark.parametrize("state", SplitState)
def test_every_act_in_every_state_by_every_post(
    cast: Cast, state: SplitState, act: SplitAct
) -> None:
    row = TargetSplit(plan="small", indicator=STARTS, version=1, state=state)
    who = {"adopt": {"leader"}, "decline": {"leader"}}.get(act, {"office", "colleague"})
    for post in POSTS:
        if post not in who:
            with pytest.raises(Denied):
                next_step(by(getattr(cast, post)), row, act)
        elif state is not SplitState.DRAFT:
            with pytest.raises(Refused, match=f"is in state {state.value}"):
                next_step(by(getattr(cast, post)), row, act)
        else:
            assert next_step(by(getattr(cast, post)), row, act) == STEPS[state, act]


def test_the_effect_is_known_before_and_writes_nothing(cast: Cast) -> None:
    frame = published()
    for unit, value in (("a", 6), ("b", 6), ("c", 6)):
        known(unit, STARTS, "2021-03", value)
    row = drafted(cast, frame)
    found = split_effects.effect(by(cast.leader), row.pk, MARCH)
    assert not Target.objects.exists()
    # without a split no town has a target; with it 30, 20 and 10 are due by a quarter in March
    assert {unit: one.before and one.before.target for unit, one in found.scores.items()} == (
        dict.fromkeys("abc")
    )
    after = {unit: one.after and one.after.target for unit, one in found.scores.items()}
    assert after == {"a": 8, "b": 5, "c": 3}
    adopted(cast, row)
    live = live_boards(newest_version("small")).scores(MARCH)
    assert {unit: live[unit, STARTS].points for unit in "abc"} == {
        unit: one.after and one.after.points for unit, one in found.scores.items()
    }


def test_what_is_refused_leaves_nothing_behind(cast: Cast) -> None:
    published()
    before = AuditRecord.objects.count()
    with pytest.raises(Refused, match="no such record"):
        splits.adopt(by(cast.leader), 999, "", "x")
    assert AuditRecord.objects.count() == before
