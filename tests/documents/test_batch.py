"""Every unit's own sheet in one go."""

import io
import zipfile
from dataclasses import replace

from saima.documents.batch import as_archive, as_files, file_name
from saima.documents.kinds import made_of
from tests.documents import samples


def test_every_unit_gets_a_file_of_its_own_in_one_archive() -> None:
    documents = [made_of(samples.unit_sheet(place)) for place in (1, 2, 3)]
    files = as_files(documents)
    assert list(files) == [
        "01 东河街道2021年第二季度争先创优得分单.docx",
        "02 南桥街道2021年第二季度争先创优得分单.docx",
        "03 开发区（高坡街道）2021年第二季度争先创优得分单.docx",
    ]
    with zipfile.ZipFile(io.BytesIO(as_archive(files))) as archive:
        assert archive.namelist() == list(files)
        assert archive.read(archive.namelist()[2]) == files[archive.namelist()[2]]
    assert as_archive(files) == as_archive(as_files(documents))


def test_two_units_of_one_name_and_odd_signs_keep_their_files() -> None:
    given = made_of(samples.unit_sheet(1))
    odd = replace(given, title=("../a\\b:c*?",))
    assert list(as_files([odd, odd])) == ["01 _a_b_c__.docx", "02 _a_b_c__.docx"]
    assert file_name(" .. ") == "文件"
