"""The OpenAPI document is true: calls made from it get only answers that it names."""

import re
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from saima.records.models import Round
from tests.api.conftest import secret_of
from tests.cast import Cast

EXAMPLES = 6


ASKED = (not_a_server_error, status_code_conformance, content_type_conformance)
CHECKS = [*ASKED, response_schema_conformance, response_headers_conformance]


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_calls_get_the_answers_that_the_document_names(
    cast: Cast, march: Round, mode: GenerationMode
) -> None:
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    headers = {
        "Authorization": f"Bearer {secret_of(cast.reporter)}",
        "Accept-Encoding": "identity",
    }
    operations = [found.ok() for found in document.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == 10
    for operation in operations:
        call_often(operation.as_strategy(generation_mode=mode), headers)


def call_often(cases: SearchStrategy[Any], headers: dict[str, str]) -> None:
    """Call an operation with made-up cases; every answer must be one that the document names."""

    @given(case=cases)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def call(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    call()


def test_the_page_asks_no_other_host(march: Round) -> None:
    page = Client().get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    addresses = re.findall(r"(?:src|href)=\"([^\"]+)\"", text)
    assert addresses
    assert all(address.startswith("/static/ninja/") for address in addresses)
    assert '"validatorUrl": null' in text
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script>|onload=|javascript:", text)


def test_every_operation_needs_a_token(march: Round) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    for path, operations in document["paths"].items():
        for name, operation in operations.items():
            assert operation["security"] == [{"BearerToken": []}], (path, name)
            assert {"401", "403", "404", "422"} <= set(operation["responses"])
