"""Units edited in the table or given back as a file: a draft, then the usual way."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saima.records.models import AuditRecord, PlanVersion
from tests.cast import Cast, cast_plan, publish

pytestmark = pytest.mark.django_db
ADDRESS = "/office/plans/units/"
WHY = {"reason": "Renamed", "effective_from": "2021-05-01"}


@pytest.fixture
def office(cast: Cast, march: object, client: Client) -> Client:
    """The office, reading English."""
    client.force_login(cast.office)
    client.cookies["saima_language"] = "en"
    return client


def typed(office: Client, **changes: str) -> dict[str, Any]:
    """The page's form as it would be sent, with changes by ``column_row``."""
    context = office.get(ADDRESS).context
    table = context["table"]
    cells = {f"{cell.key}-{line.number}": cell.value for line in table.lines for cell in line.cells}
    changed = {name.replace("__", "-"): value for name, value in changes.items()}
    form = {"act": "edit", "base": context["base"], "rows": table.last}
    return form | cells | WHY | changed


def number(office: Client, code: str) -> int:
    """The row of a unit."""
    lines = office.get(ADDRESS).context["table"].lines
    return int(next(line.number for line in lines if line.unit and line.unit.code == code))


def test_an_edited_cell_is_compared_rehearsed_and_published(office: Client) -> None:
    row = number(office, "a")
    page = office.post(ADDRESS, typed(office, **{f"zh__{row}": "甲镇"}))
    assert page.status_code == 200
    assert "甲镇" in [line.after for line in page.context["changes"]]
    assert PlanVersion.objects.count() == 1
    draft = page.context["draft"]
    assert 'value="Renamed"' in page.content.decode()
    check = f"{ADDRESS.removesuffix('units/')}check/"
    assert office.post(check, {"act": "rehearse", "draft": draft}).status_code == 200
    office.post(check, {"act": "publish", "draft": draft, "reason": "Renamed"})
    assert PlanVersion.objects.get(version=2).content["units"][2]["zh"] == "甲镇"
    assert AuditRecord.objects.latest("sequence").data["reason"] == "Renamed"


def test_a_new_row_becomes_a_unit(office: Client) -> None:
    last = office.get(ADDRESS).context["table"].last
    new = {f"code__{last}": "d", f"zh__{last}": "丁镇", f"en__{last}": "Town d"}
    page = office.post(ADDRESS, typed(office, **new))
    assert page.context["new"].unit_by_code["d"].en == "Town d"


def test_problems_stand_at_their_cells_and_nothing_typed_is_lost(office: Client) -> None:
    row = number(office, "b")
    page = office.post(
        ADDRESS, typed(office, **{f"parent__{row}": "nowhere", f"en__{row}": "Typed name"})
    )
    assert page.status_code == 409
    text = page.content.decode()
    assert 'value="Typed name"' in text
    assert 'value="nowhere"' in text
    assert text.count('aria-invalid="true"') == 1
    assert [line.cell for line in page.context["remarks"]] == [str(row)]


def test_without_a_reason_or_a_change_there_is_no_draft(office: Client) -> None:
    assert office.post(ADDRESS, typed(office) | {"reason": ""}).status_code == 409
    answer = office.post(ADDRESS, typed(office))
    assert answer.status_code == 409
    assert "no unit differs from the plan" in answer.content.decode()


def test_a_page_that_is_older_than_the_plan_is_refused(office: Client) -> None:
    row = number(office, "a")
    form = typed(office, **{f"zh__{row}": "甲镇"})
    publish(cast_plan(version=2))
    answer = office.post(ADDRESS, form)
    assert answer.status_code == 409
    assert "version 2 is there, you saw version 1" in answer.content.decode()
    assert office.post(ADDRESS, form | {"base": "none"}).status_code == 409


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_export_comes_back_as_it_went_out(form: str, office: Client) -> None:
    file = office.get(f"{ADDRESS}table.{form}").content
    sent = {"act": "import", "table": SimpleUploadedFile(f"units.{form}", file)} | WHY
    answer = office.post(ADDRESS, sent)
    assert "no unit differs from the plan" in answer.content.decode()
    assert AuditRecord.objects.get(action="export").data["what"] == f"units.{form}"


def test_a_filled_file_makes_a_draft_or_says_which_cell(office: Client) -> None:
    file = office.get(f"{ADDRESS}table.csv").content
    good = SimpleUploadedFile("units.csv", file.replace(b"Town a", b"Ash"))
    page = office.post(ADDRESS, {"act": "import", "table": good} | WHY)
    assert page.context["new"].unit_by_code["a"].en == "Ash"
    bad = SimpleUploadedFile("units.csv", file.replace(b",town,", b",village,", 1))
    page = office.post(ADDRESS, {"act": "import", "table": bad} | WHY)
    assert page.status_code == 409
    assert [line.cell for line in page.context["remarks"]] == ["E5"]


def test_a_file_that_is_no_table_is_refused(office: Client) -> None:
    sent = {"act": "import", "table": SimpleUploadedFile("units.csv", b"x,y\r\n1,2")} | WHY
    answer = office.post(ADDRESS, sent)
    assert "the row with the titles is not there" in answer.content.decode()
    assert office.post(ADDRESS, {"act": "import"} | WHY).status_code == 409
