"""The site of an office: ``saima serve``, and its first person: ``saima appoint``."""

import gc
import os
import sys
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from socket import create_server, socket
from threading import Thread
from typing import TYPE_CHECKING, Any

from saima.plan.problems import Problem, Problems, problem_kind

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

PORT_TAKEN = problem_kind(
    "port_taken",
    en=(
        "the port {port} cannot be used: {reason}",
        "expected a free port of this machine",
        "stop what is using it, or choose another with --port",
    ),
    zh=(
        "端口 {port} 不能使用:{reason}",
        "应为本机的空闲端口",
        "请停止占用它的程序,或用 --port 另选",
    ),
)
WEAK_PASSWORD = problem_kind(
    "weak_password",
    en=(
        "the password does not do: {reason}",
        "expected at least ten characters, not only digits, no common word",
        "choose another one",
    ),
    zh=(
        "密码不符合要求：{reason}",
        "应不少于 10 位，不能全为数字或常用词",
        "请另设密码",
    ),
)
NAME_FORM = problem_kind(
    "name_form",
    en=(
        "'{name}' is no user name",
        "expected letters, digits and . _ - +, at most 64",
        "choose another one",
    ),
    zh=("“{name}”不是有效的用户名", "应为字母、数字和 . _ - +，不超过 64 位", "请另设用户名"),
)
BEGUN = problem_kind(
    "begun",
    en=(
        "somebody holds a post here already",
        "expected a house without people",
        "let a security administrator make the account on the page People",
    ),
    zh=("本系统已有任职人员", "应为尚无人员的新系统", "请由安全管理员在“人员”页面新建账号"),
)
LOCAL = "127.0.0.1"
THREADS = 2


def run_site(host: str, port: int, processes: int = 1) -> None:
    """Bring the records up to date and serve the site until stopped.

    The place of the records comes from the environment (``SAIMA_VAR``, ``DATABASE_URL``). Raises
    Problems for an address in use.
    """
    start_django()
    prepare()
    serve_site(host, port, processes)


def appoint(username: str, password: str) -> None:
    """Make the first security administrator of a house without people, who appoints the others.

    Raises Problems for a weak password, a name that is none, and where anybody holds a post.
    """
    start_django()
    prepare()
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
    from django.contrib.auth.validators import UnicodeUsernameValidator  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from saima.actions.people import appoint_first  # noqa: PLC0415
    from saima.actions.refusals import Denied  # noqa: PLC0415
    from saima.records.models import Person  # noqa: PLC0415

    person = Person(username=username)
    try:
        UnicodeUsernameValidator()(username)
        person.clean_fields(exclude=("password",))
    except ValidationError as refusal:
        raise Problems([Problem(NAME_FORM, facts={"name": username})]) from refusal
    try:
        validate_password(password, person)
    except ValidationError as refusal:
        reason = " ".join(refusal.messages)
        raise Problems([Problem(WEAK_PASSWORD, facts={"reason": reason})]) from refusal
    try:
        appoint_first(username, password, timezone.now())
    except Denied as refusal:
        raise Problems([Problem(BEGUN)]) from refusal


def start_django() -> None:
    """Start Django with the settings of the site; nothing of the demo reaches it."""
    for name in ("SAIMA_DEMO", "SAIMA_NOW"):
        os.environ.pop(name, None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saima.web.settings")
    import django  # noqa: PLC0415 - the environment must be set first

    django.setup()


def prepare() -> None:
    """Bring tables, static files and the chart program up to date."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from saima.web.charts.program import program_file  # noqa: PLC0415

    Path(settings.VAR).mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    program_file(settings.CHART_CACHE)


def serve_site(host: str, port: int, processes: int = 1) -> None:
    """Serve until stopped; the boards are computed before the address is told.

    ``port`` 0 takes a free one. ``processes`` share the port, because one Python process uses one
    core for pages. Raises Problems for an address that cannot be used.
    """
    listening = listen(host, port)
    alive, held = Pipe(duplex=False)
    beside = [
        get_context("spawn").Process(target=serve_beside, args=(listening, alive), daemon=True)
        for _ in range(processes - 1)
    ]
    for process in beside:
        process.start()
    with held:
        server = site_on(listening)
        start_daily()
        real = listening.getsockname()[1]
        sys.stdout.write(f"Saima: http://{host}:{real}/  (Ctrl-C stops it)\n")
        sys.stdout.flush()
        server.run()


def listen(host: str, port: int) -> socket:
    """The socket that the site answers on. Raises Problems for an address in use."""
    try:
        return create_server((host, port), backlog=1024)
    except OSError as refusal:
        facts = {"port": port, "reason": refusal.strerror}
        raise Problems([Problem(PORT_TAKEN, facts=facts)]) from refusal


def serve_beside(listening: socket, alive: "Connection[Any, Any]") -> None:
    """Serve on a socket that another process opened, for as long as that process lives."""
    import django  # noqa: PLC0415 - settings come from the environment of the first process

    django.setup()
    server = site_on(listening)

    def stop_with_the_first() -> None:
        try:
            alive.recv()  # nothing is ever sent: it ends when the first process does
        except EOFError:
            os._exit(0)

    Thread(target=stop_with_the_first, daemon=True).start()
    start_daily()
    server.run()


def start_daily() -> None:
    """Let the clock look in, unless the settings leave it to cron."""
    from saima.web.daily_run import start  # noqa: PLC0415

    start()


def run_daily() -> None:
    """Do what is to be done today, once. Raises SystemExit where a step failed."""
    start_django()
    prepare()
    from django.core.management import call_command  # noqa: PLC0415
    from django.core.management.base import CommandError  # noqa: PLC0415

    try:
        call_command("daily")
    except CommandError as failure:
        sys.stderr.write(f"{failure}\n")
        raise SystemExit(1) from failure


def site_on(listening: socket) -> "BaseWSGIServer":
    """The site on a socket, its boards computed."""
    from waitress import create_server as create_site  # noqa: PLC0415

    from saima.actions.boards import live_boards  # noqa: PLC0415
    from saima.records.queries.plans import latest_version  # noqa: PLC0415
    from saima.web.wsgi import application  # noqa: PLC0415

    version = latest_version()
    if version is not None:
        live_boards(version)
    # What is loaded by now stays. A collector that walks over all of it again and again takes
    # tenths of a second in the middle of somebody's page.
    gc.collect()
    gc.freeze()
    return create_site(application, sockets=[listening], threads=THREADS)
