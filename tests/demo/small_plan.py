"""A small plan in code, with one indicator of each kind, that no shipped plan can change."""

from typing import Any

from saima.plan.plan import Plan

LEVEL = {"method": "completion"}


def label(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def indicator(code: str, **given: Any) -> dict[str, Any]:
    """An indicator of the towns with a target of 100 for everybody, unless told otherwise."""
    kept = {
        "code": code,
        "label": label(code),
        "parent": "work",
        "measure": label("个"),
        "decimals": 0,
        "weight": {"towns": 10},
        "scoring": LEVEL,
        "target": {"value": 100, "every_unit": True},
    }
    return kept | given


def small_plan(*indicators: dict[str, Any], **given: Any) -> Plan:
    """Three towns, a department and the city; the given indicators."""
    towns = [{"code": code, "zh": code, "en": code, "group": "towns"} for code in "abc"]
    content: dict[str, Any] = {
        "code": "small",
        "year": 2021,
        "label": label("small"),
        "city": "city",
        "groups": [{"code": name, "label": label(name)} for name in ("towns", "departments")],
        "nodes": [{"code": "work", "label": label("work")}],
        "units": [
            {"code": "city", "zh": "city", "en": "city", "kind": "city"},
            *(town | {"kind": "town"} for town in towns),
            {
                "code": "office",
                "zh": "office",
                "en": "office",
                "group": "departments",
                "kind": "department",
            },
        ],
        "indicators": list(indicators),
    }
    return Plan.model_validate(content | given)


def all_kinds() -> Plan:
    """Every way of collecting, every frequency, and the methods that look elsewhere."""
    percent = {"measure": label("%"), "decimals": 1}
    held = {"weight": {}, "held_by": [{"unit": "office", "weight": 5}]}
    city_target = {"value": 300}
    return small_plan(
        indicator("flow", target=city_target, **{**held, "weight": {"towns": 10}}),
        indicator("blend", scoring={"method": "blend"}),
        indicator("statistic", collect="cumulative", january=False, decimals=2),
        indicator("level", collect="level", frequency="quarter"),
        indicator("score", collect="average", measure=label("分"), target=None),
        indicator("ratio", collect="ratio", frequency="quarter", multiplier=100, **percent),
        indicator("part", denominator="flow", multiplier=100, target={"value": 60}, **held),
        indicator(
            "rank",
            collect="rank",
            frequency="quarter",
            direction="lower",
            scoring={"method": "improvement", "per_place": 1},
            target={"value": 3, "compare": "rank_within"},
            **held,
        ),
        indicator("grade", collect="level", scoring={"method": "grades", "table": [1, 0.8, 0.5]}),
        indicator("share", collect="cumulative", frequency="month", **percent),
        indicator(
            "range",
            collect="level",
            frequency="half",
            direction="range",
            target={"low": 40, "high": 60, "compare": "within", "every_unit": True},
            scoring={"method": "met"},
        ),
        indicator("above", collect="level", target={"relative_to": "level"}, frequency="quarter"),
        indicator("open", target=None, frequency="year"),
        targets=[
            {"unit": code, "indicator": "flow", "period": "2021", "target": target}
            for code, target in (("a", 50), ("b", 100), ("c", 100))
        ],
    )
