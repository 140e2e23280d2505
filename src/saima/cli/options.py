"""Options and arguments that several commands share."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """The languages of messages."""

    ZH = "zh"
    EN = "en"


PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="Plan folder, or workbook (.xlsx).")]
DataPath = Annotated[
    Path,
    typer.Argument(
        metavar="DATA",
        help="Folder with observations, targets and adjustments, or one CSV, Parquet or XLSX file.",
    ),
]
OptionalData = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DATA]",
        help="Folder with observations, targets and adjustments, or one CSV, Parquet or XLSX file.",
    ),
]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of messages; else SAIMA_LANG, LC_ALL or LANG, else en."),
]
AS_OF_HELP = "Leave out what was recorded later: 2021-04-10 or 2021-04-10T16:30."
PERIOD_HELP = "2021-03, 2021Q1, 2021H1 or 2021; several times for several"


def language_of(context: typer.Context, option: Language | None) -> str:
    """The language of messages: the command's option, the program's, the environment's."""
    chosen = option or context.find_root().obj
    if isinstance(chosen, Language):
        return chosen.value
    names = ("SAIMA_LANG", "LC_ALL", "LANG")
    said = next((value for name in names if (value := os.environ.get(name))), "")
    return (Language.ZH if said.lower().startswith("zh") else Language.EN).value
