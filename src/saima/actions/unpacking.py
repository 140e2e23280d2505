"""Unpack a plan folder that came as a zip, trusting nothing that the archive says of itself."""

import io
import zipfile
from pathlib import Path, PurePosixPath

from saima.actions.refusals import refused
from saima.exchange.archives import BROKEN_ARCHIVE
from saima.plan.problems import problem_kind

MOST_UNPACKED = 30 * 2**20
MOST_FILES = 500
BLOCK = 2**16
PLAN_FILE = "plan.yaml"
TAKEN = frozenset({".yaml", ".csv"})
"""Everything else in the archive is left there."""

NOT_A_ZIP = problem_kind(
    "not_a_zip",
    en=(
        "the archive cannot be opened",
        "expected a zip without password",
        "pack the plan folder again as a zip",
    ),
    zh=("无法打开该压缩包", "应为无密码的 zip 文件", "请将方案文件夹重新压缩为 zip"),
)
UNPACKS_TOO_LARGE = problem_kind(
    "unpacks_too_large",
    en=(
        "unpacked, the archive exceeds {limit} MB or {files} files",
        "expected one plan folder",
        "pack the plan folder alone",
    ),
    zh=("解压后超过 {limit} MB 或 {files} 个文件", "应只含一个方案文件夹", "请只压缩方案文件夹"),
)
PATH_OUTSIDE = problem_kind(
    "path_outside",
    en=(
        "the archive holds {name}, which points out of its folder",
        "expected files inside one folder",
        "pack the plan folder again",
    ),
    zh=("压缩包内的 {name} 指向文件夹之外", "文件应都在同一文件夹内", "请重新压缩方案文件夹"),
)
NO_PLAN_INSIDE = problem_kind(
    "no_plan_inside",
    en=(
        "the archive holds no plan.yaml",
        "expected it at the top or in the one folder there",
        "pack the folder that holds plan.yaml",
    ),
    zh=("压缩包内没有 plan.yaml", "应在最上层或唯一的文件夹中", "请压缩含有 plan.yaml 的文件夹"),
)


def unpack(content: bytes, folder: Path) -> Path:
    """Unpack into ``folder`` and give the plan's own folder in it.

    Raises Refused for no zip, one with a password, a path that leads outside, too many files, or
    too much once unpacked; what is counted is what comes out, not what the archive promises.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if len(parts) > MOST_FILES:
                raise too_large()
            left = MOST_UNPACKED
            for part in parts:
                path = inside(part.filename)
                if path.suffix in TAKEN:
                    left = copy(archive, part, folder / path, left)
    except (*BROKEN_ARCHIVE, OSError) as error:
        raise refused(NOT_A_ZIP) from error
    return plan_folder(folder)


def too_large() -> Exception:
    """The refusal of an archive that unpacks beyond measure."""
    return refused(UNPACKS_TOO_LARGE, limit=MOST_UNPACKED // 2**20, files=MOST_FILES)


def inside(name: str) -> PurePosixPath:
    """The path of a part, which stays inside its folder. Raises Refused."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        raise refused(PATH_OUTSIDE, name=name[:100])
    return path


def copy(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path, left: int) -> int:
    """Write one part; how many bytes may still come. Raises Refused where too many came."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(part) as source, path.open("wb") as target:
        while block := source.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise too_large()
            target.write(block)
    return left


def plan_folder(folder: Path) -> Path:
    """The folder with plan.yaml: the top, or the only folder there. Raises Refused."""
    for place in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        if (place / PLAN_FILE).is_file():
            return place
    raise refused(NO_PLAN_INSIDE)
