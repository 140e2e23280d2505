"""Every folder of ``tests/bad_plans`` shows exactly one problem; its wording is public."""

from pathlib import Path

import pytest

from saima.plan.load import load_plan

FOLDERS = sorted((Path(__file__).parents[1] / "bad_plans").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize(("language", "name"), [("en", "expected.txt"), ("zh", "expected.zh.txt")])
def test_a_bad_plan_shows_its_one_problem(folder: Path, language: str, name: str) -> None:
    expected = (folder / name).read_text(encoding="utf-8")
    lines = [problem.text(language) for problem in load_plan(folder).problems]
    assert len(lines) == 1
    assert "\n".join(lines) + "\n" == expected


def test_there_are_many_bad_plans() -> None:
    assert len(FOLDERS) >= 100
