"""A new version of the plan on the site: uploaded, checked, compared, rehearsed, published."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saima.actions import unpacking
from saima.plan.load import load_plan
from saima.plan.save import write_folder
from saima.records.models import AuditRecord, PlanVersion
from tests.cast import Cast, cast_plan, known

pytestmark = pytest.mark.django_db
PLANS = "/office/plans/"
NEXT = {"version": 2, "reason": "More weight", "effective_from": "2021-01-01"}


@pytest.fixture
def office(cast: Cast, march: object, client: Client) -> Client:
    """The office, reading English."""
    client.force_login(cast.office)
    client.cookies["saima_language"] = "en"
    return client


def zipped(folder: Path, inside: str = "plan/") -> bytes:
    """A folder as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.rglob("*"):
            if path.is_file():
                archive.write(path, f"{inside}{path.relative_to(folder)}")
    return out.getvalue()


def packed(**files: bytes) -> bytes:
    """A zip of these files; two underscores stand for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def sent(content: bytes, name: str = "plan.zip") -> dict[str, object]:
    """An upload as the form sends it."""
    return {"act": "check", "plan": SimpleUploadedFile(name, content)}


def new_version(tmp_path: Path, **given: object) -> bytes:
    """The plan of the cast with changes, as a zip of its folder."""
    write_folder(cast_plan(**NEXT, **given), (), tmp_path / "new")
    return zipped(tmp_path / "new")


def test_a_plan_is_checked_compared_and_published(office: Client, tmp_path: Path) -> None:
    page = office.post(f"{PLANS}check/", sent(new_version(tmp_path)))
    assert page.status_code == 200
    assert ("version", "1", "2") in [
        (line.field, line.before.replace("(default)", "1"), line.after)
        for line in page.context["changes"]
    ]
    assert PlanVersion.objects.count() == 1
    draft = page.context["draft"]
    refused = office.post(f"{PLANS}check/", {"act": "publish", "draft": draft, "reason": ""})
    assert refused.status_code == 409
    office.post(f"{PLANS}check/", {"act": "publish", "draft": draft, "reason": "Agreed"})
    made = PlanVersion.objects.get(version=2)
    assert load_plan(tmp_path / "new").ready().hash == made.hash
    newest = AuditRecord.objects.latest("sequence")
    assert (newest.action, newest.data["reason"]) == ("plan.publish", "Agreed")
    again = office.post(f"{PLANS}check/", {"act": "publish", "draft": draft, "reason": "Again"})
    assert "this content is published already" in again.content.decode()


def test_a_rehearsal_says_who_would_have_won(office: Client, tmp_path: Path) -> None:
    for unit, value in (("a", 1), ("b", 2), ("c", 3)):
        known(unit, "level", "2021-01", value)
    page = office.post(f"{PLANS}check/", sent(new_version(tmp_path)))
    answer = office.post(f"{PLANS}check/", {"act": "rehearse", "draft": page.context["draft"]})
    assert answer.status_code == 200
    assert answer.context["rehearsal"].winners == ()
    assert "The same units lead in every period." in answer.content.decode()


def test_every_problem_is_told_with_file_line_and_mend(office: Client) -> None:
    bad = Path("tests/bad_plans/against_direction")
    page = office.post(f"{PLANS}check/", sent(zipped(bad)))
    told = page.context["found"]
    assert [one.place for one in told] == [
        line.split(": ")[0] for line in (bad / "expected.txt").read_text().splitlines()
    ]
    assert not page.context["draft"]
    assert all(one.found and one.expected and one.mend for one in told)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "plan.zip", "the file is empty"),
        (b"PK nonsense", "plan.zip", "the archive cannot be opened"),
        (packed(**{"..__plan.yaml": b"x"}), "plan.zip", "points out of its folder"),
        (packed(**{"readme.csv": b"x"}), "plan.zip", "holds no plan.yaml"),
        (b"PK nonsense", "plan.xlsx", "the workbook cannot be opened"),
    ],
)
def test_files_that_are_no_plan_are_refused(
    content: bytes, name: str, words: str, office: Client
) -> None:
    answer = office.post(f"{PLANS}check/", sent(content, name))
    assert answer.status_code == 409
    assert words in answer.content.decode()


def test_a_bomb_is_refused_by_what_comes_out_of_it(office: Client) -> None:
    bomb = packed(**{"plan.yaml": b"0" * (unpacking.MOST_UNPACKED + 1)})
    assert len(bomb) < 100_000
    answer = office.post(f"{PLANS}check/", sent(bomb))
    assert "unpacked, the archive exceeds 30 MB" in answer.content.decode()


def test_too_many_files_are_refused(office: Client) -> None:
    many = packed(**{f"{number}.csv": b"" for number in range(unpacking.MOST_FILES + 1)})
    assert "500 files" in office.post(f"{PLANS}check/", sent(many)).content.decode()


def test_a_draft_that_the_page_did_not_make_is_refused(office: Client) -> None:
    answer = office.post(f"{PLANS}check/", {"act": "publish", "draft": "x", "reason": "y"})
    assert answer.status_code == 409
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [({"code": "other"}, "has the code small"), ({"version": 1}, "is not newer than version 1")],
)
def test_a_version_that_cannot_follow_is_refused(
    given: dict[str, object], words: str, office: Client, tmp_path: Path
) -> None:
    changed = NEXT | {"label": {"zh": "新", "en": "new"}} | given
    write_folder(cast_plan(**changed), (), tmp_path / "new")
    page = office.post(f"{PLANS}check/", sent(zipped(tmp_path / "new")))
    draft = page.context["draft"]
    answer = office.post(f"{PLANS}check/", {"act": "publish", "draft": draft, "reason": "y"})
    assert words in answer.content.decode()
    assert PlanVersion.objects.count() == 1


def test_units_are_listed_and_taken_out(office: Client) -> None:
    assert "Town a" in office.get(f"{PLANS}units/").content.decode()
    answer = office.get(f"{PLANS}units/table.csv")
    assert "commerce" in answer.content.decode("utf-8-sig")
