"""The same plan as a folder or as a workbook, both ways without loss."""

from pathlib import Path

from saima.plan.load import LoadedPlan, load_plan
from saima.plan.places import Place, problem_at
from saima.plan.problems import Problems, problem_kind
from saima.plan.save import write_folder
from saima.plan.workbook import write_workbook

TARGET_EXISTS = problem_kind(
    "target_exists",
    en=(
        "there is something here already",
        "expected a new name, or an empty folder",
        "choose another name, or move the old one away",
    ),
    zh=("此处已有内容", "应为新名称或空文件夹", "请另选名称，或移走原有内容"),
)


def convert(source: Path | str, target: Path | str) -> LoadedPlan:
    """Write the plan at ``source`` to ``target``: a workbook if it ends in .xlsx, else a folder.

    Comments and the division into files are not kept. Gives what was loaded, warnings included.
    Raises ``Problems`` when the source cannot be read whole, or ``target`` holds something.
    """
    target = Path(target)
    if is_taken(target):
        raise Problems([problem_at(Place(target.name), TARGET_EXISTS)])
    loaded = load_plan(source)
    if loaded.plan is None:
        raise Problems(list(loaded.errors))
    if target.suffix.lower() == ".xlsx":
        target.parent.mkdir(parents=True, exist_ok=True)
        write_workbook(loaded.plan, loaded.cases, target)
    else:
        write_folder(loaded.plan, loaded.cases, target)
    return loaded


def is_taken(target: Path) -> bool:
    """Whether writing would touch something that is there."""
    if target.is_dir():
        return any(target.iterdir())
    return target.exists() and target.stat().st_size > 0
