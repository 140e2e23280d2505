"""Errors as problem details (RFC 9457): a stable ``code``, words in the caller's language."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from saima.actions.refusals import NOT_THERE, Denied, Refused
from saima.api.problem_kinds import INVALID_REQUEST, NOT_JSON, NOT_SIGNED_IN
from saima.plan.problems import Problem

TYPE = "urn:saima:problem:"
MEDIA_TYPE = "application/problem+json"
MOST = 200
"""Findings in one answer; the first ones are enough to go on."""


class MissingError(Exception):
    """Something that is not there, or not to be seen by the caller, which looks the same."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.problem = problem or Problem(NOT_THERE)
        super().__init__(self.problem.kind.code)


class Finding(Schema):
    """One thing that is wrong; ``due`` the due value it belongs to, where there is one."""

    code: str
    found: str
    expected: str
    mend: str
    warning: bool = False
    due: int | None = None


class ProblemDetail(Schema):
    """RFC 9457; ``code`` is stable, everything else may be worded anew."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    findings: tuple[Finding, ...] = ()


PROBLEMS: Mapping[int, type[ProblemDetail]] = dict.fromkeys(
    (400, 401, 403, 404, 422), ProblemDetail
)
"""What every operation may answer beside its own."""


def finding(problem: Problem, due: int | None = None) -> Finding:
    """A problem in the caller's language."""
    found, expected, mend = problem.sentences(get_language() or "zh-hans")
    return Finding(
        code=problem.kind.code,
        found=found,
        expected=expected,
        mend=mend,
        warning=problem.kind.warning,
        due=due,
    )


def answer(status: int, problem: Problem, findings: Iterable[Finding] = ()) -> HttpResponse:
    """A problem as the answer to a call."""
    detail = ProblemDetail(
        type=TYPE + problem.kind.code,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=problem.text(get_language() or "zh-hans"),
        code=problem.kind.code,
        findings=tuple(islice(findings, MOST)),
    )
    body = json.dumps(detail.model_dump(), ensure_ascii=False)
    response = HttpResponse(body, content_type=MEDIA_TYPE, status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="saima"'
    return response


def refused(_: HttpRequest, error: Refused) -> HttpResponse:
    """422 with all findings; 404 where the record is not there."""
    problem = error.problems[0]
    if problem.kind is NOT_THERE:
        return answer(404, problem)
    found = [finding(one, due) for due, problems in error.by_value.items() for one in problems]
    return answer(422, problem, found or [finding(one) for one in error.problems])


def invalid(_: HttpRequest, error: ValidationError) -> HttpResponse:
    """422 for a call that does not fit the OpenAPI document; values are not repeated."""
    found = [
        Problem(INVALID_REQUEST, facts={"place": place(one["loc"]), "reason": one["msg"]})
        for one in error.errors
    ]
    return answer(422, found[0], map(finding, found))


def place(location: Iterable[Any]) -> str:
    """Where in the call, without the names that only the code knows."""
    return ".".join(str(part) for part in location)[:100]


def unreadable(_: HttpRequest, error: HttpError) -> HttpResponse:
    """The framework's own refusals: a body that is no JSON."""
    return answer(error.status_code, Problem(NOT_JSON))


def add_handlers(api: NinjaAPI) -> None:
    """Make every error of ``api`` a problem detail."""
    handlers: dict[type[Exception], Any] = {
        Denied: lambda _request, error: answer(403, error.problem),
        MissingError: lambda _request, error: answer(404, error.problem),
        Http404: lambda _request, _error: answer(404, Problem(NOT_THERE)),
        AuthenticationError: lambda _request, _error: answer(401, Problem(NOT_SIGNED_IN)),
        Refused: refused,
        ValidationError: invalid,
        HttpError: unreadable,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
