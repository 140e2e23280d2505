"""The grid as a table: the same typing, checking and handing in as in the list."""

import gzip
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.actions import reporting, review
from saima.actions.rounds import open_round
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import Draft, DueState, DueValue, PlanVersion, Round, Submission
from tests.cast import MARCH, UNITS, Cast, by, cast_plan, due, given, known, publish
from tests.demo.small_plan import indicator, label

GRID = "/report/2021-03/"
TABLE = f"{GRID}?view=units"
MONTHS = f"{GRID}?view=months&indicator=investment"
CELLS = "/report/2021-03/cells/"


@pytest.fixture
def commerce(cast: Cast, march: Round, client: Client) -> Client:
    """The reporter of commerce, signed in."""
    client.force_login(cast.reporter)
    client.cookies["saima_language"] = "en"
    return client


def name(unit: str, code: str, part: str = "value") -> str:
    return f"{due(unit, code).pk}.{part}"


def cell(page: str, unit: str, code: str) -> str:
    """The table cell of an open value."""
    found = re.search(rf'<td class="[^"]*"><input [^>]*name="{name(unit, code)}".*?</td>', page)
    assert found, f"{unit} {code} is not open"
    return found.group()


def test_units_stand_down_and_indicators_across(commerce: Client) -> None:
    page = commerce.get(TABLE).content.decode()
    heads = re.findall(r'<th scope="col" id="c\d+"[^>]*><a [^>]*>(\w+)</a>', page)
    assert heads == ["investment", "starts", "share"]
    assert re.findall(r'<th scope="row" class="first" id="u[^>]*><a [^>]*>([^<]+)</a>', page) == [
        "The city", "Town a", "Town b", "Town c",
    ]  # fmt: skip
    assert cell(page, "a", "investment").startswith('<td class="slot due">')
    assert name("a", "share", "numerator") in page
    assert name("a", "share", "denominator") in page
    assert name("a", "starts") not in page  # town a reports it itself
    labels = re.search(r'aria-labelledby="(u\d+) (c\d+)"', cell(page, "b", "investment"))
    assert labels
    assert f'id="{labels[1]}"><a href="?unit=b&amp;reporter=commerce">Town b</a>' in page
    assert f'id="{labels[2]}"' in page


def test_a_contest_alone(commerce: Client) -> None:
    page = commerce.get(f"{TABLE}&contest=nothing").content.decode()
    assert name("a", "investment") in page  # what cannot be chosen is left out
    page = commerce.get(f"{TABLE}&contest=work").content.decode()
    assert name("a", "investment") in page


def test_what_was_handed_in_and_what_was_typed_stand_in_their_cells(
    commerce: Client, cast: Cast
) -> None:
    me = by(cast.reporter)
    reporting.submit(me, due("a", "investment").pk, given("3.50"))
    reporting.submit(me, due("b", "investment").pk, given("4.5"))
    review.approve(by(cast.approver), due("b", "investment").pk, 1)
    draft = {"value": '"12"', "sentence": "so <much>"}
    reporting.save_draft(me, due("c", "investment").pk, draft)
    page = commerce.get(TABLE).content.decode()
    reported = cell(page, "a", "investment")
    assert 'class="slot reported"' in reported
    assert 'value="3.5"' in reported
    assert f'name="{name("a", "investment", "version")}" value="1"' in reported
    approved = due("b", "investment").pk
    assert f'<td class="approved"><a href="/values/{approved}/">4.5</a></td>' in page
    drafted = cell(page, "c", "investment")
    assert 'class="slot due drafted"' in drafted
    assert 'value="&quot;12&quot;"' in drafted
    assert 'value="so &lt;much&gt;"' in drafted


@pytest.mark.parametrize("who", ["office", "leader", "auditor"])
def test_readers_see_everybody_and_no_fields(
    cast: Cast, march: Round, client: Client, who: str
) -> None:
    client.force_login(getattr(cast, who))
    page = client.get(TABLE).content.decode()
    assert 'class="number"' not in page
    assert 'name="do"' not in page.replace('class="unseen" name="do"', "")
    for value in DueValue.objects.all():
        assert f"/values/{value.pk}/" in page


def test_the_whole_form_without_a_script_hands_in_what_is_new(commerce: Client) -> None:
    names = re.findall(r'name="(\d+\.\w+)"', commerce.get(TABLE).content.decode())
    empty = dict.fromkeys(names, "")
    typed = empty | {name("a", "investment"): "3.5", name("a", "share", "numerator"): "3"}
    typed[name("a", "share", "denominator")] = "8"
    page = commerce.post(TABLE, {"do": "check"} | typed).content.decode()
    assert "2 values are ready to be handed in" in page
    assert "6 values stay open" in page  # of eight
    assert Draft.objects.count() == 2
    answer = commerce.post(TABLE, {"do": "submit"} | typed)
    assert answer.status_code == 302
    assert answer["Location"] == TABLE
    assert {one.due_value.unit for one in Submission.objects.all()} == {"a"}
    assert not Draft.objects.exists()


def test_a_draft_goes_with_the_form_though_its_field_was_not_sent(
    commerce: Client, cast: Cast
) -> None:
    reporting.save_draft(by(cast.reporter), due("a", "investment").pk, {"value": "3.5"})
    commerce.post(TABLE, {"do": "submit", name("b", "investment"): "4.5"})
    assert {str(one.value.normalize()) for one in Submission.objects.all() if one.value} == {
        "3.5",
        "4.5",
    }


def test_what_is_held_up_stands_above_the_table_with_its_sentence(commerce: Client) -> None:
    typed = {name("a", "investment"): "100", name("b", "investment"): "x"}
    page = commerce.post(TABLE, {"do": "check"} | typed).content.decode()
    assert "1 value cannot be" in page
    assert "1 value is unusual" in page
    above, table = page.split('<table class="matrix')
    assert f'name="{name("a", "investment", "sentence")}"' in above
    assert "“x” is not a number" in above
    for unit in "ab":
        assert f'name="{name(unit, "investment")}"' not in table
    typed = {
        name("a", "investment"): "100",
        name("a", "investment", "sentence"): "a hundred, see the list",
    }
    commerce.post(TABLE, {"do": "check", name("b", "investment"): ""})
    assert 'value="x"' not in commerce.get(TABLE).content.decode()
    assert commerce.post(TABLE, {"do": "submit"} | typed).status_code == 302
    assert Submission.objects.get().sentence == "a hundred, see the list"


def test_an_older_table_does_not_overwrite(commerce: Client) -> None:
    new = {name("a", "investment"): "3.5"}
    assert commerce.post(TABLE, {"do": "submit"} | new).status_code == 302
    old = {name("a", "investment"): "4.5", name("a", "investment", "version"): "0"}
    page = commerce.post(TABLE, {"do": "submit"} | old).content.decode()
    assert "version 1 is there, you saw version 0" in page
    assert Submission.objects.count() == 1


def test_one_click_is_enough(commerce: Client) -> None:
    key = due("a", "investment").pk
    assert commerce.post(TABLE, {"do": f"not_applicable:{key}"}).status_code == 302
    assert Submission.objects.get().not_applicable
    answer = commerce.post(TABLE, {"do": f"unchanged:{due('b', 'share').pk}"})
    assert answer.status_code == 409
    assert "no earlier value is there" in answer.content.decode()
    assert commerce.post(TABLE, {"do": "unchanged:x"}).status_code == 404
    foreign = due("a", "starts").pk
    assert commerce.post(TABLE, {"do": f"not_applicable:{foreign}"}).status_code == 404


def test_the_ids_of_another_unit_change_nothing(commerce: Client) -> None:
    commerce.post(TABLE, {"do": "submit", name("a", "starts"): "3"})
    assert not Draft.objects.exists()
    assert not Submission.objects.exists()


def test_one_indicator_over_the_months(commerce: Client, cast: Cast) -> None:
    known("a", "investment", "2021-01", "1234.5")
    page = commerce.get(MONTHS).content.decode()
    assert re.findall(r'<th scope="col" id="c\d+">(\w+)</th>', page) == [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]  # fmt: skip
    assert '<td class="none">1,234.50</td>' in page
    assert len(re.findall(r'<td class="slot', page)) == 4  # March of the city and three towns
    assert "c2" in cell(page, "a", "investment")


def test_a_quarterly_indicator_has_quarters(commerce: Client) -> None:
    page = commerce.get(f"{GRID}?view=months&indicator=share").content.decode()
    assert len(re.findall(r'<th scope="col" id="c\d+"', page)) == 4
    assert len(re.findall(r'<td class="slot', page)) == 3


def test_another_open_month_is_typed_in_the_same_table(commerce: Client, cast: Cast) -> None:
    version = PlanVersion.objects.get()
    open_round(by(cast.office), version, Period.parse("2021-02"))
    february = DueValue.objects.get(unit="a", indicator="investment", period="2021-02").pk
    march = DueValue.objects.get(unit="a", indicator="investment", period="2021-03").pk
    page = commerce.get(MONTHS).content.decode()
    assert len(re.findall(r'<td class="slot', page)) == 8
    content = json.dumps({february: {"value": "2.5"}, march: {"value": "3.5"}})
    answer = commerce.post(CELLS, content, content_type="application/json").json()
    assert set(answer["cells"]) == {str(february), str(march)}
    assert commerce.post(MONTHS, {"do": "submit"}).status_code == 302
    periods = Submission.objects.values_list("due_value__period", flat=True)
    assert set(periods) == {"2021-02", "2021-03"}


def test_what_stands_beside_a_cell(commerce: Client, cast: Cast) -> None:
    known("a", "investment", "2021-02", 5)
    known("a", "investment", "2020-03", 6)
    value = due("a", "investment")
    told = commerce.get(f"/values/{value.pk}/beside/").json()
    # 100 a year, an even quarter of it by March.
    facts = ("unit", "last", "last_year", "target", "completion", "state_word", "open")
    assert [told[one] for one in facts] == ["Town a", "5.00", "6.00", "25.00", "", "due", True]
    reporting.save_draft(by(cast.reporter), value.pk, {"value": "100"})
    told = commerce.get(f"/values/{value.pk}/beside/").json()
    assert told["completion"] == "420.0"  # 5 and 100 against 25
    assert told["warned"]
    assert len(told["found"]) == 2, told["found"]


def test_beside_a_foreign_cell_nothing_is_told(commerce: Client, cast: Cast) -> None:
    commerce.force_login(cast.other_reporter)
    key = due("a", "investment").pk
    assert commerce.get(f"/values/{key}/beside/").status_code == 404


def test_an_empty_table_says_so(cast: Cast, march: Round, client: Client) -> None:
    opened = open_round(by(cast.office), PlanVersion.objects.get(), Period.parse("2021-01"))
    assert not opened.due_values.filter(reporter="office").exists()  # ranks come by the quarter
    client.force_login(cast.office_reporter)
    client.cookies["saima_language"] = "en"
    for view in ("units", "months"):
        page = client.get(f"/report/2021-01/?view={view}").content.decode()
        assert "Nothing is due here." in page


def towns_plan(towns: int, **more: object) -> Plan:
    units = [unit for unit in UNITS if unit["kind"] != "town"]
    units += [
        {"code": f"t{n}", "zh": f"第{n}镇", "en": f"t{n}", "kind": "town", "group": "towns"}
        for n in range(towns)
    ]
    return cast_plan(units=units, **more)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (TABLE, 20),
        (MONTHS, 20),
        (CELLS, 30),
        ("beside", 26),
        ("check", 30),
        (f"{GRID}?indicator=investment", 25),
        ("/values/", 20),
        ("/values/?late=1&sort=unit", 20),
    ],
)
def test_the_queries_do_not_grow(cast: Cast, client: Client, path: str, most: int) -> None:
    def queries(towns: int, year: int) -> int:
        plan = towns_plan(towns, code=f"small-{towns}", version=year)
        opened = open_round(by(cast.office), publish(plan), MARCH)
        client.force_login(cast.reporter)
        rows = opened.due_values.filter(reporter="commerce", indicator="investment")
        keys = list(rows.values_list("pk", flat=True))
        reporting.submit_many(by(cast.reporter), {key: given("1.5") for key in keys[::2]})
        texts = {str(key): {"value": "2.5"} for key in keys}
        client.get(TABLE)
        with CaptureQueriesContext(connection) as captured:
            if path == CELLS:
                answer = client.post(CELLS, json.dumps(texts), content_type="application/json")
            elif path == "check":
                typed = {f"{key}.value": "2.5" for key in keys}
                answer = client.post(TABLE, {"do": "check"} | typed)
            elif path == "beside":
                answer = client.get(f"/values/{keys[0]}/beside/")
            else:
                answer = client.get(path)
        assert answer.status_code == 200
        return len(captured)

    one, many = queries(1, 1), queries(30, 2)
    assert one == many
    assert many <= most


def test_sixty_units_by_eighty_indicators(cast: Cast, client: Client) -> None:
    indicators = [
        indicator(f"n{n}", reporter="commerce", decimals=2, label=label(f"规模以上分项指标{n}"))
        for n in range(80)
    ]
    opened = open_round(by(cast.office), publish(towns_plan(60, indicators=indicators)), MARCH)
    assert opened.due_values.count() == 4800
    client.force_login(cast.reporter)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(TABLE, headers={"Accept-Encoding": "gzip"})
    assert len(captured) <= 30
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 150_000
    page = gzip.decompress(answer.content).decode()
    assert page.count('class="number"') == 4800
    names = re.findall(r'name="(\d+\.\w+)"', page)
    everything = client.post(TABLE, {"do": "check"} | dict.fromkeys(names, ""))
    assert everything.status_code == 200


def test_state_words_of_the_key_are_those_of_the_values() -> None:
    assert {state.value for state in DueState} == {
        "due", "reported", "approved", "accepted", "returned", "frozen",
    }  # fmt: skip
