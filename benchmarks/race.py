"""The race of the big benchmark: one plan, and the same numbers by hand in SQL and in pandas."""

from pathlib import Path

import duckdb

from saima.plan.plan import Plan

GROUPS = 5
INDICATORS = 80
CAP = 1.2
NAME = {"zh": "测", "en": "measured"}


def group(unit: int) -> str:
    """The group of a unit."""
    return f"g{unit % GROUPS}"


def weight(indicator: int, position: int) -> float:
    """The weight of an indicator in the group at ``position``."""
    return 1 + 0.05 * ((indicator + position) % 11)


def target(indicator: int) -> float:
    """The year's target."""
    return 118.0 + indicator % 7


def race(units: int) -> Plan:
    """A plan of capped completion with weights by group."""
    groups = [f"g{position}" for position in range(GROUPS)]
    return Plan.model_validate(
        {
            "code": "race",
            "year": 2021,
            "label": NAME,
            "groups": [{"code": code, "label": NAME} for code in groups],
            "units": [
                {"code": f"U{unit:06d}", "zh": "单位", "en": "unit", "group": group(unit)}
                for unit in range(units)
            ],
            "indicators": [
                {
                    "code": f"indicator-{number:03d}",
                    "label": NAME,
                    "parent": "total",
                    "measure": NAME,
                    "weight": {code: weight(number, n) for n, code in enumerate(groups)},
                    "scoring": {"method": "completion", "cap": CAP},
                    "target": {"value": target(number), "every_unit": True},
                }
                for number in range(INDICATORS)
            ],
        }
    )


def write_observations(units: int, folder: Path) -> None:
    """``INDICATORS`` values a month for ``units``, with text codes: one Parquet file a month.

    The files are written as a year arrives, because the order of rows decides how much memory
    adding them up takes.
    """
    folder.mkdir()
    with duckdb.connect() as connection:
        for month in range(1, 13):
            connection.execute(
                f"""COPY (
                  SELECT 'U' || lpad(u::VARCHAR, 6, '0') AS unit,
                         'indicator-' || lpad(i::VARCHAR, 3, '0') AS indicator,
                         '2021-{month:02d}' AS period,
                         round(5 + (hash(u * 1000003 + i * 101 + {month}) % 10000) / 1000.0, 2)
                           ::DOUBLE AS value
                  FROM range({units}) a(u), range({INDICATORS}) b(i)
                ) TO '{folder}/2021-{month:02d}.parquet' (FORMAT parquet)"""
            )


HALF_UP = """CREATE MACRO half_up(x, d) AS
  round(floor(floor(abs(x) * pow(10, d) * 1e9 + 0.5) / 1e9 + 0.5) / pow(10, d), d) * sign(x)"""

BY_HAND = """
WITH taken AS (
  SELECT unit, indicator, sum(value) AS value FROM '{folder}/*.parquet'
  WHERE period BETWEEN '2021-01' AND '2021-12' GROUP BY unit, indicator
), scored AS (
  SELECT u."group", t.unit,
         {points} AS points
  FROM taken t {join} units u ON u.unit = t.unit
  {join} weights w ON w."group" = u."group" AND w.indicator = t.indicator
  {join} targets g ON g.indicator = t.indicator
), totals AS (
  SELECT "group", unit, {total} AS total FROM scored GROUP BY "group", unit
)
SELECT *, rank() OVER (PARTITION BY "group" ORDER BY total DESC) AS rank FROM totals
ORDER BY "group", rank, unit
"""
RATE = f"w.weight * least(greatest(t.value / g.target, 0), {CAP})"


def by_hand(folder: Path, *, naive: bool = False, tuned: bool = False) -> str:
    """The hand-written query.

    ``naive`` rounds with the database's own round; ``tuned`` joins to the left, which keeps the
    planner from building every unit x indicator first.
    """
    round_to = "round" if naive else "half_up"
    return BY_HAND.format(
        folder=folder,
        join="LEFT JOIN" if tuned else "JOIN",
        points=f"{round_to}({RATE}, 4)",
        total=f"{round_to}(sum(points), 2)",
    )
