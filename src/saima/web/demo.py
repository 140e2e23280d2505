"""A whole fictitious year, then the site: ``saima demo``."""

import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from saima.plan.plan import Plan
from saima.plan.problems import Problems
from saima.web.serving import LOCAL, prepare, serve_site

FOLDER = Path("var/demo")
NOW = "2022-01-10T09:30:00+08:00"
"""The demo's present: a Monday morning, two days before December is due."""


def run_demo(port: int = 8000, *, serve: bool = True) -> None:
    """Set up the demo under ``var/demo`` (once), then serve it on this machine only.

    ``port`` 0 takes a free one. The address is printed when the site answers. The same rows lie
    as files in ``var/demo/data``, for the command line. Raises Problems for a port in use.
    """
    start_django(FOLDER)
    prepare()
    plan = shipped_plan("x-2021")
    if not is_loaded(plan):
        if holds_anything():
            begin_anew()
        load_demo(plan)
    if serve:
        serve_site(LOCAL, port)


def start_django(folder: Path) -> None:
    """Start Django with its records in ``folder``."""
    os.environ["SAIMA_VAR"] = str(folder)
    os.environ["SAIMA_DEMO"] = "1"
    os.environ.setdefault("SAIMA_NOW", NOW)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saima.web.settings")
    import django  # noqa: PLC0415 - the environment must be set first

    django.setup()


def is_loaded(plan: Plan) -> bool:
    """Whether the demo's records are those of ``plan`` as it is shipped now, with its people."""
    from saima.records.models import Round  # noqa: PLC0415
    from saima.records.queries.plans import latest_version  # noqa: PLC0415

    version = latest_version()
    return version is not None and version.hash == plan.hash and Round.objects.exists()


def holds_anything() -> bool:
    """Whether the demo's database has a plan; one that was just made has none."""
    from saima.records.queries.plans import latest_version  # noqa: PLC0415

    return latest_version() is not None


def begin_anew() -> None:
    """Throw the demo's database away, because records of an older plan cannot be changed."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    connection.close()
    file = Path(connection.settings_dict["NAME"])
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def load_demo(plan: Plan) -> None:
    """Publish the plan and load the year that is made up for it."""
    from django.db import transaction  # noqa: PLC0415

    from saima.actions.loading import YearRows, load_year  # noqa: PLC0415
    from saima.demo.folder import write_folder  # noqa: PLC0415
    from saima.demo.year import generate  # noqa: PLC0415
    from saima.web.demo_good_cases import write_good_cases  # noqa: PLC0415
    from saima.web.demo_judged import Year  # noqa: PLC0415
    from saima.web.demo_month import add_people, begin_month, is_in_progress  # noqa: PLC0415
    from saima.web.demo_story import after_the_quarters, judge_the_year  # noqa: PLC0415

    year = generate(plan)
    known = [row for row in year.observations if not is_in_progress(plan, row)]
    coming = [row for row in year.observations if is_in_progress(plan, row)]
    write_folder(year, FOLDER / "data")
    rows = YearRows(
        observations=as_rows(known),
        targets=as_rows(year.targets),
        adjustments=as_adjustments(plan, year.adjustments),
    )
    version = load_year(plan, rows, datetime(plan.year, 1, 4, tzinfo=UTC))
    with transaction.atomic():
        people = add_people(version)
        judge_the_year(version, people)
        begin_month(version, people, coming, datetime.fromisoformat(os.environ["SAIMA_NOW"]))
        after_the_quarters(version, people)
        write_good_cases(Year(version, people))


def shipped_plan(name: str) -> Plan:
    """A plan that is shipped with Saima: beside the package, or in the source tree.

    Raises FileNotFoundError where it is in neither, Problems where it does not load.
    """
    from saima.plan.load import load_plan  # noqa: PLC0415

    package = Path(__file__).resolve().parents[1]
    places = (package / "shipped_plans" / name, package.parents[1] / "plans" / name)
    for place in places:
        if place.is_dir():
            loaded = load_plan(place)
            if loaded.plan is None:
                raise Problems(list(loaded.problems))
            return loaded.plan
    message = f"the plan {name!r} is in none of: {', '.join(map(str, places))}"
    raise FileNotFoundError(message)


def as_rows(rows: Iterable[Any]) -> list[dict[str, object]]:
    """Generated rows as mappings; what they call source is their reason, too."""
    return [{**found, "reason": found["source"]} for found in map(asdict, rows)]


def as_adjustments(plan: Plan, rows: Iterable[Any]) -> list[dict[str, object]]:
    """Generated adjustments: the kind's name is the reason, the source is the document."""
    names = {kind.code: kind.label.zh for kind in plan.adjustments}
    return [
        {**found, "reason": names[found["kind"]], "document": found["source"]}
        for found in map(asdict, rows)
    ]
