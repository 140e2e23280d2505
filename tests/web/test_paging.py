"""Lists come in pages of 50; a page that does not exist shows the last one."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from saima.web.paging import paged


@pytest.mark.parametrize(
    ("asked", "page", "first", "last"),
    [
        ("1", 1, 1, 50),
        ("3", 3, 101, 120),
        ("4", 3, 101, 120),
        ("0", 3, 101, 120),
        ("x", 1, 1, 50),
        ("9" * 400, 3, 101, 120),
    ],
)
def test_a_page_that_does_not_exist_shows_the_last_one(
    asked: str, page: int, first: int, last: int
) -> None:
    found = paged(range(1, 121), {"page": asked})
    assert (found.page, found.pages, found.count) == (page, 3, 120)
    assert (found.first, found.last) == (first, last)
    assert list(found.rows) == list(range(first, last + 1))


def test_an_empty_list_has_one_page_without_links() -> None:
    found = paged([], {})
    assert (found.pages, found.count, found.first, found.last) == (1, 0, 0, 0)
    assert render_to_string("saima/parts/pages.html", {"paged": found}).strip() == ""


def test_the_links_keep_the_filters_and_drop_the_note() -> None:
    request = RequestFactory().get("/x/?light=red&page=2&done=task.new&count=1")
    page = render_to_string(
        "saima/parts/pages.html", {"paged": paged(range(120), {"page": "2"})}, request
    )
    assert "?light=red&amp;page=1" in page
    assert "?light=red&amp;page=3" in page
    assert "done=" not in page


def test_rows_as_they_are_shown_stay_on_their_page() -> None:
    found = paged(range(60), {"page": "2"})
    assert found.of([str(row) for row in found.rows]).rows == [str(row) for row in range(50, 60)]
