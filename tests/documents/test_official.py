"""What a document must have before it is issued."""

from dataclasses import replace
from datetime import date

import pytest

from saima.documents.kinds import made_of
from saima.documents.official import DocumentNumber, Heading, Signature, check_issued
from saima.plan.problems import Problems
from tests.documents import samples


def test_a_number_has_the_year_in_hexagonal_brackets_and_no_leading_zero() -> None:
    assert str(DocumentNumber("X争先", 2021, 7)) == "X争先〔2021〕7号"
    assert str(DocumentNumber("X争先", 2021)) == "X争先〔2021〕　号"


def test_an_issued_document_needs_its_number_and_its_day() -> None:
    document = made_of(samples.circular(draft=False))
    document = replace(document, signature=Signature(samples.ORGAN, None))
    with pytest.raises(Problems) as raised:
        check_issued(document)
    assert [problem.kind.code for problem in raised.value.problems] == [
        "document_number_missing",
        "document_date_missing",
    ]
    assert "没有发文字号" in raised.value.problems[0].text("zh")


def test_a_draft_may_lack_both_and_an_issued_one_has_both() -> None:
    check_issued(replace(made_of(samples.circular()), signature=Signature(samples.ORGAN, None)))
    issued = made_of(samples.circular(draft=False, serial=7))
    check_issued(issued)
    assert issued.signature is not None
    assert issued.signature.day == date(2021, 7, 28)


def test_a_heading_has_one_of_four_levels() -> None:
    with pytest.raises(ValueError, match="level 1 to 4"):
        Heading(5, "五")
