"""Units change by a draft of the plan's next version, never in place."""

from datetime import date

import pytest

from saima.actions.plans import changes_to, publish
from saima.actions.refusals import Denied, Refused
from saima.actions.units import NextVersion, UnitsDraft, draft_units, read_units
from saima.exchange.filled_table import TableRow
from saima.plan.units import UnitKind
from saima.records.models import AuditRecord, PlanVersion, Round
from tests.cast import Cast, by, cast_plan

WHY = NextVersion("Two towns merge", date(2021, 5, 1))


def typed(**cells: str) -> tuple[TableRow, ...]:
    return (TableRow(1, cells),)


def town(code: str = "a", **cells: str) -> tuple[TableRow, ...]:
    """A town of the cast as the page sends it."""
    usual = {"code": code, "zh": f"{code}镇", "en": f"Town {code}", "group": "towns"}
    return typed(**(usual | {"kind": "town"} | cells))


def drafted(cast: Cast, march: Round, rows: tuple[TableRow, ...]) -> UnitsDraft:
    return draft_units(by(cast.office), march.version, rows, WHY, "units.xlsx")


def test_a_changed_name_makes_the_next_version_and_changes_nothing_yet(
    cast: Cast, march: Round
) -> None:
    draft = drafted(cast, march, town(zh="甲镇"))
    assert draft.plan is not None
    assert (draft.plan.version, draft.plan.reason) == (2, "Two towns merge")
    assert draft.plan.effective_from == date(2021, 5, 1)
    assert draft.plan.unit_by_code["a"].zh == "甲镇"
    assert [unit.code for unit in draft.plan.units] == [unit.code for unit in cast_plan().units]
    assert PlanVersion.objects.count() == 1
    assert not AuditRecord.objects.filter(action="plan.publish").exists()
    changes = changes_to(draft.plan)
    assert changes is not None
    assert [(one.code, one.field, one.after) for one in changes.of("unit")] == [("a", "zh", "甲镇")]


def test_the_draft_is_published_the_usual_way(cast: Cast, march: Round) -> None:
    draft = drafted(cast, march, town(zh="甲镇"))
    assert draft.plan is not None
    made = publish(by(cast.office), draft.plan, "Agreed")
    assert made.version == 2
    with pytest.raises(Refused, match="version 2 is there, you saw version 1"):
        drafted(cast, march, town(zh="乙镇"))


def test_names_and_words_stand_for_codes_in_both_languages(cast: Cast, march: Round) -> None:
    draft = drafted(cast, march, town(parent="b镇", merged_into="Town c", kind="街道"))
    assert draft.plan is not None
    unit = draft.plan.unit_by_code["a"]
    assert (unit.parent, unit.merged_into, unit.kind) == ("b", "c", UnitKind.STREET)


def test_a_new_unit_comes_last(cast: Cast, march: Round) -> None:
    draft = drafted(cast, march, typed(code="d", zh="丁镇", en="Town d", valid_from="2021/5/1"))
    assert draft.plan is not None
    unit = draft.plan.units[-1]
    assert (unit.code, unit.kind, unit.group) == ("d", UnitKind.OTHER, None)
    assert unit.valid_from == date(2021, 5, 1)


@pytest.mark.parametrize(
    ("cells", "key", "words"),
    [
        ({"zh": ""}, "zh", "this cell is empty"),
        ({"group": "twons"}, "group", "expected towns"),
        ({"kind": "village"}, "kind", "is not known"),
        ({"parent": "nowhere"}, "parent", "is not known"),
        ({"valid_to": "soon"}, "valid_to", "is no date"),
        ({"valid_to": "2021-02-30"}, "valid_to", "is no date"),
        ({"en": "x" * 65}, "en", "expected at most 64"),
    ],
)
def test_what_is_wrong_is_told_by_cell_and_makes_no_draft(
    cells: dict[str, str], key: str, words: str, cast: Cast, march: Round
) -> None:
    draft = drafted(cast, march, town(**cells))
    assert draft.plan is None
    (remark,) = draft.remarks
    assert (remark.key, remark.row) == (key, 1)
    assert words in remark.problem.text()


def test_a_code_stands_in_one_row(cast: Cast, march: Round) -> None:
    first, second = town()[0], TableRow(7, town()[0].cells, {"code": "A"})
    draft = drafted(cast, march, (first, second))
    assert "A7" in [one.cell for one in draft.remarks]


def test_what_the_checks_of_a_plan_find_comes_with_the_draft(cast: Cast, march: Round) -> None:
    draft = drafted(cast, march, town(valid_from="2021-06-01", valid_to="2021-05-01"))
    errors = [problem for problem in draft.found if not problem.kind.warning]
    assert [problem.place for problem in errors] == ["units.xlsx:1"]
    assert "before it begins" in errors[0].text()


def test_a_table_without_a_column_leaves_it_alone(cast: Cast, march: Round) -> None:
    content = "代码,中文名称\r\na,甲镇\r\n".encode()
    rows = read_units(by(cast.office), "units.csv", content)
    draft = drafted(cast, march, rows)
    assert draft.plan is not None
    unit = draft.plan.unit_by_code["a"]
    assert (unit.zh, unit.en, unit.group) == ("甲镇", "Town a", "towns")


def test_an_emptied_cell_empties_what_may_be_empty(cast: Cast, march: Round) -> None:
    draft = drafted(cast, march, town(group=""))
    assert draft.plan is not None
    assert draft.plan.unit_by_code["a"].group is None


def test_without_change_or_reason_there_is_no_draft(cast: Cast, march: Round) -> None:
    with pytest.raises(Refused, match="no unit differs"):
        drafted(cast, march, town())
    empty = NextVersion(" ", None)
    with pytest.raises(Refused, match="the reason is empty"):
        draft_units(by(cast.office), march.version, town(zh="甲"), empty)


def test_only_the_office_makes_drafts(cast: Cast, march: Round) -> None:
    for person in (cast.leader, cast.reporter, cast.system_administrator):
        with pytest.raises(Denied):
            draft_units(by(person), march.version, town(zh="甲"), WHY)
        with pytest.raises(Denied):
            read_units(by(person), "units.csv", b"code\r\na")
