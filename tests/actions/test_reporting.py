"""Values are handed in, judged, taken back; a list goes in whole or not at all."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saima.actions import evidence, reporting, review
from saima.actions.given import Given
from saima.actions.refusals import Denied, Refused
from saima.engine.plausible import Reading
from saima.records.models import AuditRecord, Draft, DueState, DueValue, Round, Submission
from saima.records.queries.submissions import changes, versions
from tests.cast import NOW, Cast, by, due, given, known

LATE = datetime(2021, 4, 12, 13, tzinfo=UTC)
"""Nine in the evening of the last day to report."""


def ratio(numerator: object, denominator: object) -> Given:
    return Given(Reading(numerator=Decimal(str(numerator)), denominator=Decimal(str(denominator))))


def test_a_report_is_a_version_with_its_author_and_moment(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    new = reporting.submit(by(cast.town_reporter), value.pk, given(3, source="台账"))
    assert (new.version, new.value, new.by, new.at) == (1, Decimal(3), cast.town_reporter, NOW)
    value.refresh_from_db()
    assert (value.state, value.reported_at, value.complete) == ("reported", NOW, True)
    assert value.on_time
    written = AuditRecord.objects.get(action="value.submit")
    assert written.data["after"] == {"value": "3", "source": "台账"}
    assert (written.object_kind, written.object_id) == ("duevalue", str(value.pk))


def test_a_new_version_stays_beside_the_old(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    reporting.submit(by(cast.town_reporter), value.pk, given(3))
    reporting.submit(by(cast.town_reporter), value.pk, given(4, sentence="one more"))
    first, second = versions(value)
    told = {change.name: (change.before, change.after) for change in changes(first, second)}
    assert told == {"value": (3, 4), "sentence": ("", "one more")}
    data = AuditRecord.objects.order_by("-sequence")[0].data
    assert data["before"] == {"value": "3"}


def test_on_time_is_the_first_report_that_was_not_withdrawn(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    town = by(cast.town_reporter)
    reporting.submit(town, value.pk, given(0))
    reporting.withdraw(town, value.pk, "too early")
    value.refresh_from_db()
    assert (value.state, value.reported_at, value.on_time) == ("due", None, None)
    late = by(cast.town_reporter, NOW + timedelta(days=7))
    reporting.submit(late, value.pk, given(3))
    value.refresh_from_db()
    assert value.on_time is False
    assert [version.version for version in versions(value)] == [1, 2]


def test_a_return_does_not_make_a_report_late(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    reporting.submit(by(cast.town_reporter), value.pk, given(3))
    review.return_(by(cast.town_approver), value.pk, "count again")
    reporting.submit(by(cast.town_reporter, NOW + timedelta(days=7)), value.pk, given(4))
    value.refresh_from_db()
    assert value.on_time is True


def test_an_impossible_value_blocks_whatever_is_written(march: Round, cast: Cast) -> None:
    with pytest.raises(Refused, match="less than nothing") as refusal:
        reporting.submit(by(cast.town_reporter), due("a", "starts").pk, given(-1, sentence="so"))
    assert refusal.value.code == "negative_count"
    assert not Submission.objects.exists()
    assert due("a", "starts").state == DueState.DUE


def test_a_warning_asks_for_a_sentence(march: Round, cast: Cast) -> None:
    known("a", "starts", "2020-03", 10)
    value = due("a", "starts")
    with pytest.raises(Refused, match="no explanation is given") as refusal:
        reporting.submit(by(cast.town_reporter), value.pk, given(40))
    (found,) = refusal.value.by_value[value.pk]
    assert found.kind.code == "far_from_last_year"
    new = reporting.submit(
        by(cast.town_reporter), value.pk, given(40, sentence="three parks opened")
    )
    assert (new.findings, new.sentence) == (["far_from_last_year"], "three parks opened")


def test_what_would_be_found_can_be_asked_without_handing_in(march: Round, cast: Cast) -> None:
    known("a", "starts", "2020-03", 10)
    value = due("a", "starts")
    found = reporting.check(by(cast.town_reporter), {value.pk: given(40)})
    assert [problem.kind.code for problem in found[value.pk]] == ["far_from_last_year"]
    assert reporting.check(by(cast.town_reporter), {value.pk: given(11)}) == {}
    assert not Submission.objects.exists()


def test_the_target_of_the_unit_is_among_what_is_compared(march: Round, cast: Cast) -> None:
    # 100 a year for every unit, a twelfth of it for March alone.
    value = due("a", "investment")
    found = reporting.check(by(cast.reporter), {value.pk: given(100)})
    assert [problem.kind.code for problem in found[value.pk]] == ["equals_target"]


def test_a_list_goes_in_whole_or_not_at_all(march: Round, cast: Cast) -> None:
    good, bad = due("a", "investment"), due("b", "investment")
    items = {good.pk: given("12.5"), bad.pk: Given()}
    with pytest.raises(Refused) as refusal:
        reporting.submit_many(by(cast.reporter), items)
    assert set(refusal.value.by_value) == {bad.pk}
    assert not Submission.objects.exists()
    assert not AuditRecord.objects.filter(action="value.submit").exists()
    items[bad.pk] = given("7.25")
    assert [new.value for new in reporting.submit_many(by(cast.reporter), items)] == [
        Decimal("12.5"),
        Decimal("7.25"),
    ]


def test_one_foreign_value_denies_the_whole_list(march: Round, cast: Cast) -> None:
    items = {due("a", "starts").pk: given(1), due("b", "starts").pk: given(1)}
    with pytest.raises(Denied):
        reporting.submit_many(by(cast.town_reporter), items)
    assert not Submission.objects.exists()


def test_who_saw_an_older_version_is_told(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    reporting.submit(by(cast.town_reporter), value.pk, given(3, based_on=0))
    with pytest.raises(Refused, match="version 1 is there, you saw version 0"):
        reporting.submit(by(cast.town_reporter), value.pk, given(4, based_on=0))
    assert reporting.submit(by(cast.town_reporter), value.pk, given(4, based_on=1)).version == 2


def test_a_ratio_and_a_rank_come_with_both_numbers(march: Round, cast: Cast) -> None:
    share = reporting.submit(by(cast.reporter), due("a", "share").pk, ratio(108, 180))
    assert (share.value, share.numerator, share.denominator) == (None, Decimal(108), Decimal(180))
    place = Given(Reading(value=Decimal(2), field=9))
    rank = reporting.submit(by(cast.office_reporter), due("city", "rank").pk, place)
    assert (rank.value, rank.field) == (Decimal(2), 9)


@pytest.mark.parametrize(
    ("code", "february", "expected"),
    [("starts", 5, 0), ("level", "4.5", Decimal("4.5"))],
)
def test_nothing_changed_is_one_click(
    march: Round, cast: Cast, code: str, february: object, expected: object
) -> None:
    known("a", code, "2021-02", february)
    new = reporting.mark_unchanged(by(cast.town_reporter), due("a", code).pk)
    assert (new.value, new.unchanged, new.findings) == (expected, True, [])


def test_nothing_can_stay_as_it_never_was(march: Round, cast: Cast) -> None:
    with pytest.raises(Refused, match="no earlier value"):
        reporting.mark_unchanged(by(cast.town_reporter), due("a", "level").pk)


def test_not_applicable_is_one_click_and_needs_no_proof(march: Round, cast: Cast) -> None:
    value = due("a", "investment")
    new = reporting.mark_not_applicable(by(cast.reporter), value.pk, "no such projects")
    assert (new.value, new.not_applicable) == (None, True)
    value.refresh_from_db()
    assert value.complete


def test_without_its_proof_a_report_is_not_complete(march: Round, cast: Cast) -> None:
    value = due("a", "investment")
    reporting.submit(by(cast.reporter), value.pk, given("12.5"))
    value.refresh_from_db()
    assert (value.state, value.complete) == ("reported", False)
    evidence.attach(by(cast.reporter), value.pk, "proof.pdf", b"%PDF-1.7 x")
    value.refresh_from_db()
    assert value.complete
    other = due("b", "investment")
    evidence.attach(by(cast.reporter), other.pk, "proof.pdf", b"%PDF-1.7 x")
    reporting.submit(by(cast.reporter), other.pk, given("3.5"))
    other.refresh_from_db()
    assert other.complete


def test_a_draft_is_kept_as_typed_and_goes_with_the_report(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    town = by(cast.town_reporter)
    reporting.save_draft(town, value.pk, {"value": "1 2O", "evil": "x"})
    later = by(cast.town_reporter, NOW + timedelta(minutes=4))
    draft = reporting.save_draft(later, value.pk, {"value": "12"})
    assert (draft.content, draft.started_at) == ({"value": "12"}, NOW)
    new = reporting.submit(by(cast.town_reporter, NOW + timedelta(minutes=9)), value.pk, given(12))
    assert new.started_at == NOW
    assert not Draft.objects.exists()


def test_a_late_change_is_asked_about(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    reporting.submit(by(cast.town_reporter), value.pk, given(10))
    with pytest.raises(Refused) as refusal:
        reporting.submit(by(cast.town_reporter, LATE), value.pk, given(13))
    assert [found.kind.code for found in refusal.value.by_value[value.pk]] == ["late_jump"]


def test_a_withdrawn_version_is_no_measure_of_a_late_change(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    reporting.submit(by(cast.town_reporter), value.pk, given(10))
    reporting.withdraw(by(cast.town_reporter), value.pk)
    assert reporting.submit(by(cast.town_reporter, LATE), value.pk, given(13)).version == 2


def test_one_file_of_two_units_is_asked_about(march: Round, cast: Cast) -> None:
    mine, theirs = due("a", "starts"), due("b", "starts")
    for person, value in ((cast.town_reporter, mine), (cast.other_reporter, theirs)):
        evidence.attach(by(person), value.pk, "proof.pdf", b"%PDF-1.7 the same")
    found = reporting.check(by(cast.town_reporter), {mine.pk: given(3)})
    assert [problem.kind.code for problem in found[mine.pk]] == ["same_evidence"]


def test_one_file_for_many_values_of_one_reporter_is_fine(march: Round, cast: Cast) -> None:
    values = [due("a", "investment"), due("b", "investment")]
    for value in values:
        evidence.attach(by(cast.reporter), value.pk, "proof.pdf", b"%PDF-1.7 the same")
    found = reporting.check(by(cast.reporter), {value.pk: given("1.5") for value in values})
    assert found == {}


def test_an_empty_list_is_nothing(march: Round, cast: Cast) -> None:
    assert reporting.submit_many(by(cast.reporter), {}) == []


def test_handing_in_costs_the_same_number_of_queries_however_many(march: Round, cast: Cast) -> None:
    many = {
        value.pk: given(index + 1.5)
        for index, value in enumerate(
            DueValue.objects.filter(indicator="investment", unit__in="abc")
        )
    }
    one = {due("city", "investment").pk: given("9.5")}
    counts = []
    for items in (one, many):
        with CaptureQueriesContext(connection) as captured:
            reporting.submit_many(by(cast.reporter), items)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_list_with_a_value_that_is_not_there_is_refused(march: Round, cast: Cast) -> None:
    with pytest.raises(Refused, match="no such record"):
        reporting.submit_many(
            by(cast.reporter), {due("a", "investment").pk: given("1.5"), 10**6: given("1.5")}
        )
    assert not Submission.objects.exists()
