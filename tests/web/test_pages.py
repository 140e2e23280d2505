"""Every address answers in both languages, says what it should, and asks the database little."""

import gzip
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from saima.web.charts.program import program_name

PAGES = [
    "/2021-03/",
    "/2021Q1/",
    "/2021H1/",
    "/2021/",
    "/2021-03/board/",
    "/2021Q1/board/?group=offices",
    "/2021-03/board/?group=all&sort=-economy",
    "/2021-03/board/?sort=nonsense",
    "/2021-12/board/",
    "/2021-03/heat/",
    "/2021-03/heat/?group=all",
    "/2021-03/heat/?node=projects",
    "/2021-03/units/ash/",
    "/2021-03/units/birch/",
    "/2021-03/units/oak/",
    "/2021-03/units/x/",
    "/2021/units/fin/",
    "/2021-03/units/ash/total/",
    "/2021/units/ash/total/",
    "/2021-03/units/ash/economy/",
    "/2021-03/units/birch/invest/",
    "/2021-03/units/birch/land/",
    "/2021-03/units/ash/safety/",
    "/2021-03/indicators/invest/",
    "/2021-03/indicators/invest/?group=towns&unit=ash",
    "/2021-03/indicators/safety/",
    "/2021-12/indicators/land/",
    "/2021-03/show/",
    "/2021Q1/show/",
    "/2021-03/search/",
    "/2021-03/search/?q=Ash",
    "/2021-03/search/?q=nothing-like-it",
    "/2021-03/method/",
    "/2021-03/board/?screen=1",
]
FILES = [
    ("/2021-03/board/table.csv", "text/csv; charset=utf-8"),
    ("/2021-03/heat/table.csv?node=projects", "text/csv; charset=utf-8"),
    ("/2021-03/show/table.csv", "text/csv; charset=utf-8"),
    (
        "/2021-03/board/table.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("/2021-03/units/ash/ranks.svg", "image/svg+xml"),
    ("/2021-03/indicators/invest/trend.svg", "image/svg+xml"),
    ("/2021-03/indicators/invest/units.svg?group=towns", "image/svg+xml"),
]
NOT_THERE = [
    "/2021-13/",
    "/2021Q5/",
    "/2019-03/",
    "/2021-03/units/nobody/",
    "/2021-03/units/nobody/total/",
    "/2021-03/units/ash/nothing/",
    "/2021-03/units/x/total/",
    "/2021-03/indicators/nothing/",
    "/2021-03/board/?group=nobody",
    "/2021-03/heat/?node=nothing",
    "/2021-03/board/table.doc",
    "/2021-01/units/ash/ranks.svg",
    "/2021-03/indicators/party/units.svg?group=nobody",
    "/charts/another.js",
    "/no/such/place/",
]
QUERIES = 4
"""The plan, how far the ledger has come, the months that were opened, the mark of the ledger."""
LIMIT = 150 * 1024


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_both_languages(reader: Client, address: str, language: str) -> None:
    reader.cookies["saima_language"] = language
    response = reader.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    notice = "演示数据（虚构）" if language == "zh-hans" else "Demo data (fictitious)"
    assert f'<p class="notice" role="note">{notice}</p>' in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize(("address", "kind"), FILES)
def test_every_file_has_its_kind(reader: Client, address: str, kind: str) -> None:
    response = reader.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, kind)


@pytest.mark.parametrize("address", NOT_THERE)
def test_what_is_not_there_gets_a_friendly_page(reader: Client, address: str) -> None:
    response = reader.get(address)
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()


def test_an_unknown_unit_is_named(reader: Client) -> None:
    assert "本方案没有单位“nobody”" in reader.get("/2021-03/units/nobody/").content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_the_database_a_fixed_number_of_questions(
    reader: Client,
    address: str,
    django_assert_num_queries: Callable[[int], AbstractContextManager[None]],
) -> None:
    # A ranking also looks for its sealed edition.
    with django_assert_num_queries(QUERIES + ("/board/" in address)):
        reader.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_light_and_keeps_to_itself(reader: Client, address: str) -> None:
    response = reader.get(address, headers={"accept-encoding": "gzip"})
    assert len(response.content) < LIMIT
    page = gzip.decompress(response.content).decode()
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)
    assert " style=" not in page
    assert not re.findall(r"<script(?![^>]*(?:src=|application/json))", page)
    assert not re.findall(r"<[^>]*\son[a-z]+=", page)


def test_the_start_leads_to_the_last_reported_month(reader: Client) -> None:
    response = reader.get("/")
    assert (response.status_code, response["Location"]) == (302, "/2021-03/")


@pytest.mark.django_db
def test_without_a_plan_the_start_says_what_to_do_first(client: Client) -> None:
    client.cookies["saima_language"] = "en"
    page = client.get("/").content.decode()
    assert "There is no plan yet" in page
    assert "saima demo" in page


def test_the_site_is_chinese_whatever_the_browser_says_until_english_is_chosen(
    reader: Client,
) -> None:
    english = {"accept-language": "en-GB,en;q=0.9"}
    assert "全年概览" in reader.get("/2021-03/", headers=english).content.decode()
    reader.post("/language/", {"language": "en", "next": "/2021-03/"})
    page = reader.get("/2021-03/", headers={"accept-language": "zh-CN"})
    assert "how is the year going" in page.content.decode()
    assert page["Content-Language"] == "en"


def test_an_unknown_language_in_the_cookie_is_answered_in_chinese(reader: Client) -> None:
    reader.cookies["saima_language"] = "fr"
    assert '<html lang="zh-hans"' in reader.get("/2021-03/").content.decode()


def test_headers_let_nothing_in_from_outside(reader: Client) -> None:
    headers = reader.get("/2021-03/").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")


def test_the_chart_program_is_kept_for_ever_and_sent_compressed(reader: Client) -> None:
    address = f"/charts/{program_name()}.js"
    packed = reader.get(address, headers={"accept-encoding": "gzip"})
    plain = reader.get(address)
    assert packed["Content-Encoding"] == "gzip"
    assert packed["Cache-Control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(packed.content) == plain.content
    assert b"vegaEmbed" in plain.content
    assert len(packed.content) < 400 * 1024


def test_only_pages_with_a_chart_load_the_chart_program(reader: Client) -> None:
    assert program_name() in reader.get("/2021-03/indicators/invest/").content.decode()
    assert program_name() not in reader.get("/2021-03/board/").content.decode()


def test_the_period_switch_keeps_page_and_filters(reader: Client) -> None:
    page = reader.get("/2021-02/board/?group=offices&sort=-total").content.decode()
    assert 'href="/2021Q1/board/?group=offices&amp;sort=-total"' in page
    assert 'href="/2021-03/board/?group=offices&amp;sort=-total" rel="next"' in page
    assert 'href="/2021-04/board/' not in page


def test_the_heads_of_the_board_tell_their_order(reader: Client) -> None:
    page = reader.get("/2021-03/board/?sort=-economy").content.decode()
    assert page.count('aria-sort="descending"') == 1
    assert re.search(r'aria-sort="descending"><a href="\?sort=economy">经济', page)
    assert re.search(r'aria-sort="none"><a href="\?sort=-total">总分', page)
