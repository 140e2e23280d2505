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


def write_observations(units: int, path: Path) -> None:
    """Twelve months of ``INDICATORS`` for ``units`` as Parquet with text codes."""
    with duckdb.connect() as connection:
        connection.execute(
            f"""COPY (
              SELECT 'U' || lpad(u::VARCHAR, 6, '0') AS unit,
                     'indicator-' || lpad(i::VARCHAR, 3, '0') AS indicator,
                     '2021-' || lpad(m::VARCHAR, 2, '0') AS period,
                     round(5 + (hash(u * 1000003 + i * 101 + m) % 10000) / 1000.0, 2)::DOUBLE
                       AS value
              FROM range({units}) a(u), range({INDICATORS}) b(i), range(1, 13) c(m)
            ) TO '{path}' (FORMAT parquet)"""
        )


HALF_UP = """CREATE MACRO half_up(x, d) AS
  round(floor(floor(abs(x) * pow(10, d) * 1e9 + 0.5) / 1e9 + 0.5) / pow(10, d), d) * sign(x)"""

BY_HAND = """
WITH taken AS (
  SELECT unit, indicator, sum(value) AS value FROM '{path}'
  WHERE period BETWEEN '2021-01' AND '2021-12' GROUP BY unit, indicator
), scored AS (
  SELECT u."group", t.unit,
         {points} AS points
  FROM taken t JOIN units u USING (unit)
  JOIN weights w ON w."group" = u."group" AND w.indicator = t.indicator
  JOIN targets g ON g.indicator = t.indicator
), totals AS (
  SELECT "group", unit, {total} AS total FROM scored GROUP BY "group", unit
)
SELECT *, rank() OVER (PARTITION BY "group" ORDER BY total DESC) AS rank FROM totals
ORDER BY "group", rank, unit
"""
RATE = f"w.weight * least(greatest(t.value / g.target, 0), {CAP})"


def by_hand(path: Path, *, naive: bool = False) -> str:
    """The hand-written query; ``naive`` rounds with the database's own round."""
    round_to = "round" if naive else "half_up"
    return BY_HAND.format(
        path=path, points=f"{round_to}({RATE}, 4)", total=f"{round_to}(sum(points), 2)"
    )
