"""What can be chosen by name; without any heavy import, because a terminal asks for it first."""

from enum import StrEnum


class BackendName(StrEnum):
    """The frame backends that Saima runs on."""

    POLARS = "polars"
    DUCKDB = "duckdb"
    SPARK = "spark"


class FileForm(StrEnum):
    """The forms that results can have; the value is the files' suffix."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"


class DigestName(StrEnum):
    """The digests that a seal can be made with."""

    SHA256 = "sha256"
    SM3 = "sm3"
