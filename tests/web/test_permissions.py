"""Every address of the site by every role; a new address fails here until it has its line."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from saima.web.pages.signing_in import sign_in
from tests.cast import Cast
from tests.web import of_maps, of_tasks
from tests.web.site_map import EVERYBODY, NAMES, address_of, people

pytestmark = pytest.mark.django_db

ROUNDS = frozenset({"office", "leader", "auditor"})
OFFICE = frozenset({"office"})
PEOPLE = frozenset({"office", "auditor", "security_administrator"})
SECURITY = frozenset({"security_administrator"})
AUDITOR = frozenset({"auditor"})
REVIEW = frozenset({"office", "approver", "checker"})
VALUES = frozenset(
    {"office", "reporter", "approver", "checker", "town_reporter", "leader", "auditor"}
)
REPORTERS = frozenset({"reporter", "town_reporter"})
OF_COMMERCE = ROUNDS | {"reporter", "approver"}

OPEN = {
    "sign_in": (200, 400),
    "set_language": (302, 302),
    "chart_program": (404, 404),
    "demo_sign_in": (405, 404),
    **dict.fromkeys(["public", "public_board", "public_edition", "public_bundle"], (404, 404)),
}
"""Answers to a GET and a POST of anybody; the demo's door stays shut outside the demo."""

MAY_READ: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        [
            "home",
            "board",
            "board_table",
            "heat",
            "heat_table",
            "show",
            "show_table",
            "unit",
            "ranks_drawing",
            "explain",
            "indicator",
            "trend_drawing",
            "dots_drawing",
            "search",
            "method",
            "start",
            "todo",
            "me",
            "change_password",
            "tokens",
        ],
        EVERYBODY,
    ),
    **dict.fromkeys(["inbox", "message_choices"], EVERYBODY),
    "message_open": frozenset({"town_reporter"}),
    "deliveries": frozenset({"system_administrator"}),
    **dict.fromkeys(["rounds", "round", "round_values"], ROUNDS),
    **dict.fromkeys(
        ["round_open", "round_freeze", "plans", "plan_check", "plan_units", "plan_units_table"],
        OFFICE,
    ),
    **dict.fromkeys(["calendar", "calendar_year", "calendar_table"], ROUNDS),
    "posts_table": PEOPLE,
    "posts_import": frozenset({"office", "security_administrator"}),
    "burden": frozenset({"office", "leader"}),
    **dict.fromkeys(["documents", "document", "document_download", "document_pdf"], ROUNDS),
    **dict.fromkeys(["board_papers", "board_papers_table", "meetings", "meeting"], ROUNDS),
    **dict.fromkeys(["unit_sheets", "unit_sheets_file"], ROUNDS),
    **dict.fromkeys(["document_new", "board_preview"], OFFICE),
    "promises": VALUES - {"checker"},
    "review": REVIEW,
    **dict.fromkeys(["people", "person"], PEOPLE),
    "person_new": SECURITY,
    "kept_boards": OF_COMMERCE | {"town_reporter"},
    **dict.fromkeys(["kept_board", "kept_board_explain", "kept_board_bundle"], ROUNDS),
    **dict.fromkeys(["kept_board_new", "kept_board_show", "kept_board_seal"], OFFICE),
    **dict.fromkeys(["kept_board_withdraw", "kept_board_edition"], OFFICE),
    **dict.fromkeys(["audit", "audit_chain", "audit_seals", "audit_table"], AUDITOR),
    **dict.fromkeys(["value", "value_beside", "values", "evidence", "report", "grid"], VALUES),
    **dict.fromkeys(["files_start", "files", "files_form"], REPORTERS),
    **dict.fromkeys(["consequences", "tolerances"], OF_COMMERCE | {"town_reporter"}),
    **dict.fromkeys(["consequence", "tolerance", "tolerance_evidence"], OF_COMMERCE),
    "against": ROUNDS | {"town_reporter"},
    "tolerance_new": OFFICE | {"approver"},
    "superior": ROUNDS,
    "objections": OF_COMMERCE | {"town_reporter"},
    **dict.fromkeys(["objection", "objection_file"], ROUNDS | {"town_reporter"}),
    "objection_new": frozenset({"reporter", "approver", "town_reporter"}),
    **dict.fromkeys(["adjustments", "awards"], frozenset({"office", "leader"})),
    **dict.fromkeys(["splits", "split", "split_table"], frozenset({"office", "leader"})),
    **dict.fromkeys(["split_new", "pledge_new", "pledges_file"], OFFICE),
    "pledges": OF_COMMERCE | {"town_reporter"},
    **dict.fromkeys(["pledge", "pledge_draft", "pledge_signed"], OF_COMMERCE),
    **of_maps.MAY_READ,
    **of_tasks.MAY_READ,
    **dict.fromkeys(["hard_problems", "hard_problems_table"], VALUES - {"checker"}),
    **dict.fromkeys(["hard_problem", "hard_problem_file"], VALUES - {"checker"}),
    **dict.fromkeys(["hard_problems_burn_down", "burn_down_drawing"], VALUES - {"checker"}),
    "hard_problem_new": REPORTERS | {"office", "approver"},
    "derived": ROUNDS | {"town_reporter"},
    **dict.fromkeys(
        ["supervision", "supervision_export", "supervision_units"], VALUES - {"checker"}
    ),
    **dict.fromkeys(
        ["supervision_sheet", "supervision_paper", "supervision_file"],
        OF_COMMERCE,
    ),
    "supervision_new": OFFICE,
    **dict.fromkeys(["superior_decisions", "superior_decision", "superior_decision_file"], ROUNDS),
    "instruct": frozenset({"leader"}),
    **dict.fromkeys(["screen", "big_screen"], ROUNDS),
    "late_nodes": VALUES,
    "good_cases": EVERYBODY,
    **dict.fromkeys(["good_case", "good_case_file"], OF_COMMERCE),
    "good_case_new": frozenset({"reporter", "approver", "town_reporter"}),
    "good_case_edit": frozenset({"reporter", "approver"}),
}
"""Who gets a page."""

ANSWERS = {
    **dict.fromkeys(["start", "report", "files_start", "calendar", "plan_check"], 302),
    "message_open": 302,
    **dict.fromkeys(["ranks_drawing", "dots_drawing", "kept_board_bundle", "tolerance_new"], 404),
    **dict.fromkeys(["unit_sheets", "unit_sheets_file", "pledge_signed"], 404),
    **of_maps.ANSWERS,
    "task_edit": 409,
    **dict.fromkeys(["burn_down_drawing"], 404),
    "instruct": 404,
}
"""What they get where it is no page but the way to one, or what the small month does not hold."""

POST_ONLY = frozenset(
    [
        "sign_out",
        "grid_cells",
        "value_comment",
        "value_withdraw",
        "value_evidence",
        "files_check",
        "files_filing",
        "files_remarks",
        "objection_rule",
        "objection_appeal",
        "objection_withdraw",
        "objection_attach",
        "document_issue",
        "document_file",
        "document_void",
        "meeting_hold",
        "meeting_minutes",
        "promise_give",
        "promise_finish",
        "delivery_resend",
        *of_maps.POST_ONLY,
        *of_tasks.POST_ONLY,
    ]
)
"""Answered to nobody but as a POST; test_permissions_to_change.py tries them."""

HIDDEN = frozenset(
    {
        *("value", "value_beside", "evidence", "consequence", "tolerance", "tolerance_evidence"),
        *("objection", "objection_file", "kept_board", "kept_board_explain", "message_open"),
        *("supervision_sheet", "supervision_paper", "supervision_file", "superior_decision_file"),
        *("pledge", "pledge_draft", "pledge_signed"),
        *of_tasks.HIDDEN,
        *("hard_problem", "hard_problem_file", "derived"),
        *("good_case", "good_case_file", "good_case_edit"),
    }
)
"""What may not even be known to those who may not read it."""


def test_every_address_has_its_line() -> None:
    known = {*OPEN, *MAY_READ, *POST_ONLY}
    missing = set(NAMES) - known
    assert not missing, f"write down who may ask for: {sorted(missing)}"


@pytest.mark.parametrize("name", sorted(MAY_READ.keys() & NAMES.keys()))
def test_who_gets_a_page(name: str, cast: Cast, month: dict[str, Any], client: Client) -> None:
    refusals = {403, 404} if name in HIDDEN else {403}
    for role, person in people(cast).items():
        client.force_login(person)
        answer = client.get(address_of(name, month))
        if answer.streaming:
            answer.getvalue()
        expected = {ANSWERS.get(name, 200)} if role in MAY_READ[name] else refusals
        assert answer.status_code in expected, role


@pytest.mark.parametrize("name", sorted(NAMES.keys() - OPEN.keys()))
def test_nobody_reads_or_changes_anything_before_signing_in(
    name: str, month: dict[str, Any], client: Client
) -> None:
    for ask in (client.get, client.post):
        answer = ask(address_of(name, month))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_is_no_more_than_this(
    name: str, month: dict[str, Any], client: Client
) -> None:
    answers = tuple(ask(address_of(name, month)).status_code for ask in (client.get, client.post))
    assert answers == OPEN[name]


def test_the_system_administrator_has_no_rights_over_people_log_or_values(
    cast: Cast, month: dict[str, Any], client: Client
) -> None:
    client.force_login(cast.system_administrator)
    for name in ("people", "person", "person_new", "audit", "review", "rounds", "plans", "value"):
        assert client.get(address_of(name, month)).status_code in (403, 404)


def test_an_address_that_nobody_thought_of_is_closed(client: Client) -> None:
    def new(request: HttpRequest) -> HttpResponse:
        return HttpResponse("told")

    known = path("sign-in/", sign_in, name="sign_in")
    with override_settings(ROOT_URLCONF=(path("new/", new), known)):
        assert client.get("/new/")["Location"] == "/sign-in/?next=/new/"
        assert client.post("/new/")["Location"] == "/sign-in/?next=/new/"
