"""Tables of a bundle: frames as CSV that a person can read and that reads back bit by bit.

UTF-8 with byte order mark, LF, RFC 4180. Numbers are in the shortest decimal form that gives the
same Float64 again; an empty cell is nothing, ``""`` is an empty text.
"""

import codecs
import io
from collections.abc import Sequence
from enum import StrEnum

import narwhals as nw
import polars as pl

from saima.engine.columns import COUNT, FLAG, NUMBER, TEXT
from saima.engine.outcome import Eager
from saima.plan.problems import Problem, Problems, problem_kind

TABLE_UNREADABLE = problem_kind(
    "bundle_table_unreadable",
    en=(
        "the table does not have the columns that manifest.json names, or not their kind",
        "expected {columns}",
        "fetch the bundle again from where it was published",
    ),
    zh=(
        "表格的列或类型与 manifest.json 所列不符",
        "应有列 {columns}",
        "请从发布处重新下载封存包",
    ),
)


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    FLAG = "flag"


TYPES = {Kind.TEXT: TEXT, Kind.NUMBER: NUMBER, Kind.COUNT: COUNT, Kind.FLAG: FLAG}
Columns = Sequence[tuple[str, Kind]]


def columns_of(frame: pl.DataFrame) -> tuple[tuple[str, Kind], ...]:
    """The columns of a frame with their kinds, in their order."""
    schema = nw.from_native(frame, eager_only=True).schema
    kinds = {kind: name for name, kind in TYPES.items()}
    return tuple((column, kinds[type(dtype)]) for column, dtype in schema.items())


def csv_of(frame: pl.DataFrame) -> bytes:
    """A frame as CSV; the same frame gives the same bytes with every version of Polars."""
    numbers = [column for column, kind in columns_of(frame) if kind is Kind.NUMBER]
    texts = [
        pl.Series(
            column,
            [None if number is None else number_text(number) for number in frame[column]],
            dtype=pl.String,
        )
        for column in numbers
    ]
    plain = frame.with_columns(texts)
    text = plain.write_csv(include_bom=True, line_terminator="\n", quote_style="necessary")
    return text.encode()


def number_text(number: float) -> str:
    """The shortest text that reads back as the same number; whole ones without a fraction."""
    return repr(number).removesuffix(".0")


def frame_of(content: bytes, columns: Columns, name: str) -> pl.DataFrame:
    """Read a table back with its dtypes; raises Problems where it is not as ``columns`` say."""
    facts = {"columns": ", ".join(column for column, _ in columns)}
    problem = Problems([Problem(TABLE_UNREADABLE, name, facts=facts)])
    try:
        texts = pl.read_csv(
            io.BytesIO(content.removeprefix(codecs.BOM_UTF8)), infer_schema=False, glob=False
        )
        frame = texts.with_columns(typed(column, kind) for column, kind in columns)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise problem from error
    if frame.columns != [column for column, _ in columns]:
        raise problem
    return frame


def typed(column: str, kind: Kind) -> pl.Expr:
    """A column of texts as what it holds; a flag is true or false."""
    if kind is Kind.FLAG:
        words = {"true": True, "false": False}
        return pl.col(column).replace_strict(words, return_dtype=pl.Boolean)
    dtypes = {Kind.NUMBER: pl.Float64(), Kind.COUNT: pl.Int64()}
    return pl.col(column).cast(dtypes.get(kind, pl.String()))


def eager(frame: pl.DataFrame) -> Eager:
    """The frame as the engine takes it."""
    return nw.from_native(frame, eager_only=True)
