"""A folder of results appears whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from saima.plan.problems import Problem, Problems, problem_kind

OUT_IS_FILE = problem_kind(
    "out_is_file",
    en=(
        "a file stands where the results should go",
        "expected a new or empty folder, or an earlier result",
        "choose another folder, or move the file away",
    ),
    zh=("该位置已有一个文件", "应为新的或空的文件夹，或以前的结果", "请另选文件夹，或移走该文件"),
)
OUT_IS_OTHERS = problem_kind(
    "out_is_others",
    en=(
        "the folder holds {found}, which is no result of Saima",
        "expected a new or empty folder, or an earlier result",
        "choose another folder; nothing was touched",
    ),
    zh=(
        "文件夹中有 {found}，不是 Saima 的结果",
        "应为新的或空的文件夹，或以前的结果",
        "请另选文件夹；其中内容未作改动",
    ),
)


def check_target(target: Path, ours: Collection[str], mark: str) -> None:
    """Raise Problems unless ``target`` may be made or replaced.

    It may when it is not there, is empty, or has the file ``mark`` and nothing but ``ours``.
    """
    blocking = next((p for p in (target, *target.parents) if p.exists()), target)
    if blocking.exists() and not blocking.is_dir():
        raise Problems([Problem(OUT_IS_FILE, str(blocking))])
    found = sorted(entry.name for entry in target.iterdir()) if target.exists() else []
    strange = [name for name in found if name not in ours]
    if found and (strange or mark not in found):
        facts = {"found": ", ".join((strange or found)[:3])}
        raise Problems([Problem(OUT_IS_OTHERS, str(target), facts=facts)])


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside ``target`` that takes its place when all went well.

    What stood there is then deleted; on any failure it is as before and nothing is left beside.
    """
    target = target.resolve()
    made = [parent for parent in target.parents if not parent.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    part = beside(target)
    part.mkdir()
    try:
        yield part
        for file in part.iterdir():
            sync(file)
        sync(part)
        put_in_place(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        for parent in made:
            parent.rmdir()
        raise
    sync(target.parent)


def beside(target: Path) -> Path:
    """A hidden name in the same folder, so that renaming needs no copying."""
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}")


def put_in_place(part: Path, target: Path) -> None:
    """Rename the finished folder; what it replaces goes only when it stands."""
    if not target.exists():
        part.rename(target)
        return
    old = beside(target)
    target.rename(old)
    try:
        part.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def sync(path: Path) -> None:
    """Wait until a file or folder is on disk; folders can only be asked on POSIX systems."""
    if path.is_dir() and os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
