"""The demo's judged quarters: what stands in its records before December is collected."""

from datetime import UTC, date, datetime

import pytest

from saima.actions.loading import YearRows, load_year
from saima.actions.pledge_contents import differences, stands
from saima.actions.seals import check_seals
from saima.demo.year import generate
from saima.records.models import (
    AdjustmentProposal,
    Award,
    Board,
    BoardTotal,
    Consequence,
    IssuedDocument,
    Objection,
    PlanVersion,
    Pledge,
    Promise,
    SuperiorRank,
    TargetSplit,
)
from saima.records.queries.audit import verify_chain
from saima.records.queries.register import gaps
from saima.web.demo import as_adjustments, as_rows, shipped_plan
from saima.web.demo_month import add_people, is_in_progress
from saima.web.demo_story import after_the_quarters, judge_the_year

pytestmark = pytest.mark.django_db

CHONGFU, WUTONG, SHIMEN = "330483107", "330483001", "330483103"


def ranked(board: Board, unit: str) -> float:
    """The place of a unit."""
    return float(BoardTotal.objects.get(board=board, unit=unit).rank or 0)


def test_three_quarters_are_judged_and_what_follows_is_under_way() -> None:
    plan = shipped_plan("x-2021")
    year = generate(plan)
    known = [row for row in year.observations if not is_in_progress(plan, row)]
    adjustments = as_adjustments(plan, year.adjustments)
    rows = YearRows(as_rows(known), as_rows(year.targets), adjustments)
    version = load_year(plan, rows, datetime(2021, 1, 4, tzinfo=UTC))
    people = add_people(version)
    judge_the_year(version, people)
    after_the_quarters(version, people)
    boards()
    objections()
    consequences()
    papers()
    targets_and_pledges()
    assert verify_chain() is None


def boards() -> None:
    """Three seals in a chain, verified from the ledger; November is shown."""
    found = Board.objects.order_by("id").values_list("period", "state", "draft", "sequence")
    assert list(found) == [
        ("2021Q1", "sealed", 1, 1),
        ("2021Q2", "withdrawn", 1, None),
        ("2021Q2", "sealed", 2, 2),
        ("2021Q3", "sealed", 1, 3),
        ("2021-11", "shown", 1, None),
    ]
    assert [problem for seal in check_seals() for problem in seal.problems] == []


def objections() -> None:
    """One is rejected, one upheld before sealing: two towns change places; one waits."""
    states = [(one.board.period, str(one.state)) for one in Objection.objects.order_by("id")]
    assert states == [("2021Q1", "answered"), ("2021Q2", "answered"), ("2021-11", "filed")]
    before, after = Board.objects.filter(period="2021Q2").order_by("draft")
    assert (ranked(before, SHIMEN), ranked(before, WUTONG)) == (5, 6)
    assert (ranked(after, SHIMEN), ranked(after, WUTONG)) == (6, 5)


def consequences() -> None:
    """One town mends, one department is tolerated, one place that was corrected late waits."""
    found = Consequence.objects.order_by("unit")
    assert [(one.unit, one.period, str(one.state)) for one in found] == [
        (CHONGFU, "2021Q3", "rectifying"),
        ("education", "2021Q3", "proposed"),
        ("transport", "2021Q3", "suspended"),
    ]
    items = found[0].rectification.order_by("number").values_list("due", "done_on")
    assert list(items) == [
        (date(2021, 11, 30), date(2021, 11, 29)),
        (date(2021, 12, 31), None),
        (date(2022, 1, 31), None),
    ]
    assert SuperiorRank.objects.filter(replaces=None).count() == 144
    assert SuperiorRank.objects.exclude(replaces=None).get().indicator == "jiaxing-education"


def targets_and_pledges() -> None:
    """One split is in force, one waits; of three pledges one is overtaken, one not signed."""
    states = TargetSplit.objects.order_by("id").values_list("indicator", "state")
    assert list(states) == [("filed-investment-towns", "adopted"), ("starts", "draft")]
    standing = stands(PlanVersion.objects.latest("id"))
    pledged = [
        (one.signed_on is not None, len(differences(one.content, standing[one.unit])))
        for one in Pledge.objects.order_by("id")
    ]
    assert pledged == [(True, 0), (True, 1), (False, 0)]


def papers() -> None:
    """Numbers without a gap, flags, a commendation with its bonus, promises of a meeting."""
    issued = IssuedDocument.objects.exclude(number=None).order_by("id")
    assert [one.numbered for one in issued.filter(organ="X争先演")] == [
        "X争先演〔2021〕1号",
        "X争先演〔2021〕2号",
        "X争先演〔2021〕3号",
    ]
    sheets = [one.numbered for one in issued.filter(organ="督办")]
    assert sheets == [
        *(f"督办〔2021〕{number}号" for number in range(1, 7)),
        *(f"督办〔2022〕{number}号" for number in range(1, 3)),
        *(f"督办〔2021〕{number}号" for number in range(7, 9)),
    ]
    assert gaps() == []
    granted = Award.objects.filter(state="granted")
    assert granted.filter(kind="flag").count() == 10
    assert granted.get(kind="commendation").document is not None
    assert Award.objects.filter(state="proposed", period="2021Q3").count() == 5
    states = AdjustmentProposal.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["approved", "proposed"]
    due = Promise.objects.order_by("due").values_list("due", "done_on")
    assert list(due) == [
        (date(2021, 11, 30), date(2021, 11, 25)),
        (date(2021, 12, 20), None),
        (date(2022, 1, 20), None),
    ]
