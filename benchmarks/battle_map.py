"""The battle map with 2,000 tasks and 8,000 nodes: its rows, their size, and how it scrolls.

``python -m benchmarks.battle_map`` prints what it measured. Rows are asked for as the script does,
one part after the other; the scroll is measured in Chromium by the time that scripts and layout
took (DevTools ``Performance.getMetrics``) and by its long tasks (Performance API). Times of the
server and of scripts are those of the processor, so that other work on the machine does not count;
long tasks are by the clock.
"""

import gzip
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.site_data import CONTESTS, UNITS, city_plan

if TYPE_CHECKING:
    from django.test import Client

TASKS, NODES, RUNS = 2000, 4, 5
ROWS = "/battle-map/rows.json"
STEPS, PIXELS = 120, 400
COOKIE = "saima_session"
SCROLL = """
async ([steps, pixels]) => {
  const box = document.querySelector(".map-window");
  const long = [];
  const watch = new PerformanceObserver((list) => long.push(...list.getEntries()));
  watch.observe({ entryTypes: ["longtask"] });
  const begun = performance.now();
  for (let step = 1; step <= steps; step += 1) {
    box.scrollTop = step * pixels;
    await new Promise(requestAnimationFrame);
  }
  await new Promise((done) => setTimeout(done, 200));
  watch.disconnect();
  const rows = document.querySelectorAll(".map-row").length;
  return { whole: performance.now() - begun - 200, long: long.map((one) => one.duration), rows };
}
"""


def start(folder: Path) -> None:
    """Django with its records in ``folder``: the plan, the office, the tasks."""
    os.environ.update(SAIMA_VAR=str(folder), DJANGO_SETTINGS_MODULE="saima.web.settings")
    os.environ["SAIMA_NOW"] = "2021-07-20T09:30:00+08:00"
    os.environ["SAIMA_DEMO"] = "1"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    from saima.actions.loading import publish_plan
    from saima.records.models import Person, Post, Role
    from tests.map_stage import Many, many_tasks

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    plan = city_plan()
    publish_plan(plan, datetime(2021, 1, 4, tzinfo=UTC))
    office = Person.objects.create(username="office")
    Post.objects.create(person=office, role=Role.OFFICE, unit="", starts=date(2021, 1, 1))
    units = [f"town-{number:02d}" for number in range(UNITS)]
    contests = [f"contest-{number}" for number in range(CONTESTS)]
    spread = Many(plan.code, 2021, units, contests, office, date(2021, 7, 20))
    many_tasks(TASKS, spread, NODES)


def client() -> "Client":
    """The office's session."""
    from django.test import Client

    from saima.records.models import Person

    made = Client(SERVER_NAME="127.0.0.1")
    made.force_login(Person.objects.get(username="office"))
    return made


def rows(asking: "Client") -> tuple[float, float, int, int]:
    """Processor seconds of all parts and of the slowest one (medians); bytes sent and unpacked."""
    wholes: list[float] = []
    slowest: list[float] = []
    sent = plain = 0
    for _ in range(RUNS + 1):
        parts: list[float] = []
        begin: int | None = 0
        sent = plain = 0
        while begin is not None:
            begun = time.process_time()
            answer = asking.get(f"{ROWS}?from={begin}", headers={"accept-encoding": "gzip"})
            parts.append(time.process_time() - begun)
            unpacked = gzip.decompress(answer.content)
            sent, plain = sent + len(answer.content), plain + len(unpacked)
            begin = following(unpacked)
        wholes.append(sum(parts))
        slowest.append(max(parts))
    return statistics.median(wholes[1:]), statistics.median(slowest[1:]), sent, plain


def following(part: bytes) -> int | None:
    """Where the next part begins."""
    found: int | None = json.loads(part)["next"]
    return found


def serve() -> str:
    """The address of the site, served by a thread."""
    from waitress import create_server

    from saima.web.wsgi import application

    server: Any = create_server(application, host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    return f"http://127.0.0.1:{server.effective_port}"


def scroll(address: str, session: str) -> dict[str, Any]:
    """Scroll through the map; milliseconds of scripts, layout and long tasks, and rows drawn."""
    from tests.journeys.browsing import chromium

    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/battle-map/")
        page.wait_for_selector("#battle-map[data-whole]", state="attached", timeout=120_000)
        tools = context.new_cdp_session(page)
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = metrics(tools)
        found: dict[str, Any] = page.evaluate(SCROLL, [STEPS, PIXELS])
        after = metrics(tools)
    for name in ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration"):
        found[name] = (after[name] - before[name]) * 1000
    return found


def metrics(tools: Any) -> dict[str, float]:
    """Chromium's own counters in seconds."""
    return {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="saima-map-") as folder:
        start(Path(folder))
        asking = client()
        whole, part, sent, plain = rows(asking)
        say(f"{TASKS} tasks, {TASKS * NODES} nodes, load {os.getloadavg()[0]:.1f}")
        say(
            f"rows: {whole * 1000:.0f} ms of the processor in all,"
            f" {part * 1000:.0f} ms the slowest part"
        )
        say(f"sent: {sent / 1000:.0f} KB compressed, {plain / 1000:.0f} KB unpacked")
        found = scroll(serve(), asking.cookies[COOKIE].value)
        say(
            f"scroll of {STEPS} steps of {PIXELS} px: scripts {found['ScriptDuration']:.0f} ms"
            f" ({found['ScriptDuration'] / STEPS:.2f} a step),"
            f" layout and style {found['LayoutDuration'] + found['RecalcStyleDuration']:.0f} ms,"
            f" long tasks {len(found['long'])} (longest {max(found['long'], default=0):.0f} ms),"
            f" rows in the page {found['rows']}"
        )


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
