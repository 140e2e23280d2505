"""The matrix of tasks and units: signs, shares, sums over all pages, files."""

import re

import pytest
from django.test import Client

from saima.records.models import AuditRecord, Task
from tests.cast import NOW, Cast, publish
from tests.map_stage import Many, many_tasks
from tests.task_stage import running

pytestmark = pytest.mark.django_db

MATRIX = "/task-matrix/"


@pytest.fixture
def office(cast: Cast, client: Client) -> Client:
    """The office, reading English; the plan is published."""
    publish()
    client.force_login(cast.office)
    client.cookies["saima_language"] = "en"
    return client


def table(page: str) -> list[list[str]]:
    """The rows of the matrix as texts: head, body, sums."""
    inside = page.split('class="task-matrix')[1].split("</table>", maxsplit=1)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", inside, re.S)
    return [
        [
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        for row in rows
    ]


def test_the_lead_has_a_star_and_a_co_unit_its_share(cast: Cast, office: Client) -> None:
    running(cast)
    head, row, sums = table(office.get(MATRIX).content.decode())
    # Units in the order of the plan: town a helps with 30 %, commerce leads.
    assert head == ["Task", "Light", "Due", "Town a", "commerce", "Units"]
    assert row[3:] == ["○30%", "★", "2"]
    assert sums[3:5] == ["○1", "★1"]


def test_sums_count_all_pages(cast: Cast, office: Client) -> None:
    spread = Many("small", 2021, ["a", "b", "c"], ["work"], cast.office, NOW.date())
    many_tasks(60, spread)
    page = office.get(f"{MATRIX}?page=2").content.decode()
    found = table(page)
    # Of 60 tasks each of three units leads every third and helps with the one before: 20 and 20.
    assert len(found) == 1 + 10 + 1
    assert found[-1][3:6] == ["★20 ○20"] * 3
    assert "51–60 of 60" in page


def test_a_unit_that_the_plan_does_not_know_stands_last_by_its_code(
    cast: Cast, office: Client
) -> None:
    Task.objects.filter(pk=running(cast).pk).update(unit="abolished")
    head = table(office.get(MATRIX).content.decode())[0]
    assert head[3:] == ["Town a", "abolished", "Units"]


def test_what_is_chosen_on_the_map_is_chosen_here(cast: Cast, office: Client) -> None:
    running(cast)
    page = office.get(f"{MATRIX}?unit=statistics").content.decode()
    assert "No task is like this." in page


def test_the_file_has_all_rows(cast: Cast, office: Client) -> None:
    running(cast)
    text = office.get(f"{MATRIX}table.csv").content.decode("utf-8-sig")
    assert "引进大项目" in text
    assert "○30%" in text
    assert "★1 ○0" in text
    assert AuditRecord.objects.latest("id").data["what"] == "task_matrix.csv"
    assert office.get(f"{MATRIX}table.xlsx").status_code == 200
    assert office.get(f"{MATRIX}table.pdf").status_code == 404
