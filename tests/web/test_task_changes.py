"""The form that adjusts a task, what its story says of it, and where the change is seen."""

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from saima.actions import task_changes
from saima.actions.asked_changes import Change, Facts
from saima.actions.new_tasks import NewCoUnit, NewNode
from saima.records.models import Message, Task, TaskNode
from saima.web.wording.task_changes import Difference, Names, differences
from tests.cast import Cast, by, publish
from tests.task_stage import NEW, node, running

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
NODES, TITLE = 13, 2
"""Where the rows of the battle map have nodes, and these their title."""
THIRD = NewNode("竣工验收", date(2021, 9, 15))


@pytest.fixture
def sign_in(cast: Cast, client: Client) -> SignIn:
    """Somebody of the cast, reading English; the plan is published."""
    publish()

    def signed(name: str, language: str = "en") -> Client:
        client.force_login(getattr(cast, name))
        client.cookies["saima_language"] = language
        return client

    return signed


def shown(answer: Any, status: int = 200) -> str:
    """The words of a page."""
    assert answer.status_code == status
    return str(answer.content.decode())


def plain(page: str) -> str:
    """A page without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


class SentForm(HTMLParser):
    """What a browser sends of the form to ``action``."""

    def __init__(self, action: str, page: str) -> None:
        super().__init__()
        self.action, self.inside, self.select = action, False, ""
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("action") == self.action
        elif tag == "select":
            self.select = given["name"]
        elif not self.inside or given.get("type") == "checkbox":
            return
        elif tag == "option" and (self.select not in self.found or "selected" in given):
            self.found[self.select] = given["value"]
        elif tag == "input":
            self.found[given["name"]] = given.get("value", "")


def typed(page: str, **fields: str) -> dict[str, str]:
    """The form that adjusts, with what is typed now; ``__`` stands for a dash."""
    action = re.search(r'action="([^"]*/adjust/)"', page)
    assert action
    found = SentForm(action[1], page).found
    del found["csrfmiddlewaretoken"]
    return found | {name.replace("__", "-"): value for name, value in fields.items()}


def at(task: Task, name: str = "task") -> str:
    """A page of a task."""
    return reverse(name, args=[task.pk])


def test_a_node_is_added_by_the_form_and_stands_on_the_map(cast: Cast, sign_in: SignIn) -> None:
    sign_in("office")
    made = running(cast)
    unit = sign_in("reporter")
    fields = {"new0__title": "竣工验收", "new0__due": "2021-09-15", "new0__checker": "b"}
    sent = typed(shown(unit.get(at(made))), **fields, reason="工程分期")
    assert unit.post(at(made, "task_adjust"), sent).status_code == 302
    assert TaskNode.objects.filter(task=made).count() == 2
    assert map_titles(sign_in("office")) == ["签订协议", "开工建设"]
    page = plain(shown(sign_in("office").get(at(made))))
    assert (
        "Adjustment asked for : 工程分期 new node: "
        "竣工验收, due 2021-09-15, weight 1, accepted by Town b" in page
    )
    step = at(made, "task_step")
    assert sign_in("office").post(step, {"act": "grant_adjust", "text": "同意"}).status_code == 302
    third = node(made, 3)
    assert (third.title, third.due, third.checker) == ("竣工验收", date(2021, 9, 15), "b")
    assert map_titles(sign_in("office")) == ["签订协议", "开工建设", "竣工验收"]
    assert Task.objects.get(pk=made.pk).due == NEW.due


def map_titles(client: Client) -> list[str]:
    """The nodes that the battle map shows."""
    rows = client.get("/battle-map/rows.json").json()["tasks"]
    return [mark[TITLE] for row in rows for mark in row[NODES]]


def test_the_story_says_in_words_what_was_and_what_is(cast: Cast, sign_in: SignIn) -> None:
    sign_in("office")
    made = running(cast)
    facts = Facts("引进更大项目", "b", "", "局长", (NewCoUnit("commerce", NEW.co_units[0].share),))
    change = Change({2: date(2021, 12, 31)}, dropped=(1,), added=(THIRD,), facts=facts)
    task_changes.ask_adjust(by(cast.reporter), made.pk, change, "机构调整")
    task_changes.grant_adjust(by(cast.office), made.pk, "同意")
    page = shown(sign_in("office").get(at(made)))
    story = plain(page[page.rindex("adjustment granted") :])
    for said in (
        "adjustment granted: 同意 Reason: 机构调整",
        "Title of the task: 引进大项目 → 引进更大项目",
        "Lead unit: commerce → Town b",
        "Responsible leader: 分管副市长 → –",
        "Responsible post: – → 局长",
        "Co-units: Town a 30 % → commerce 30 %",
        "node 2 开工建设: 2021-06-30 → 2021-12-31",
        "node 1 签订协议: taken out",
        "new node: 竣工验收, due 2021-09-15, weight 1, accepted by Assessment office",
        "The task is due: 2021-09-30 → 2021-12-31",
    ):
        assert said in story
    chinese = plain(shown(sign_in("office", "zh-hans").get(at(made))))
    assert "牵头单位： commerce → b镇" in chinese
    log = plain(shown(sign_in("auditor").get(reverse("audit"), {"action": "task.grant_adjust"})))
    assert "Lead unit commerce → Town b" in log
    assert "node 2 2021-06-30 → 2021-12-31" in log


def test_both_leads_read_that_the_task_changed_hands(cast: Cast, sign_in: SignIn) -> None:
    sign_in("office")
    made = running(cast)
    office = sign_in("office")
    sent = typed(shown(office.get(at(made))), unit="b", reason="机构合并")
    assert office.post(at(made, "task_adjust"), sent).status_code == 302
    said = "The lead of the task “引进大项目” passed from commerce to Town b."
    for name, leads_to in (("other_reporter", at(made)), ("reporter", reverse("tasks"))):
        client = sign_in(name)
        page = shown(client.get(reverse("inbox")))
        assert said in page
        assert "机构合并" in page
        message = Message.objects.get(kind="task_handed_over", person=getattr(cast, name))
        opened = client.get(reverse("message_open", args=[message.pk]))
        assert opened["Location"] == leads_to
    assert sign_in("reporter").get(at(made)).status_code == 404
    assert "Ask for an adjustment" in shown(sign_in("other_reporter").get(at(made)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "the name is empty"),
        ({"unit": "nowhere"}, "Select a valid choice"),
        ({"unit": "a"}, "is named twice"),
        ({"unit": "statistics"}, "would lead the task"),
        ({"co0__share": "70", "co1__unit": "b", "co1__share": "40"}, "add up to 110 %"),
        ({"co0__share": "120.5"}, "the share is 120.5 %"),
        ({"co0__share": "many"}, "Enter a number"),
        ({"co1__unit": "nowhere"}, "Select a valid choice"),
        ({"new0__title": "竣工", "new0__due": "2022-01-01"}, "the node is due on 2022-01-01"),
        ({"new0__title": "竣工"}, "A node has a name and a day."),
        ({"new1__due": "2021-08-01"}, "A node has a name and a day."),
        ({"new0__title": "竣工", "new0__due": "soon"}, "Enter a valid date"),
        (
            {"new0__title": "竣工", "new0__due": "2021-08-01", "new0__weight": "0"},
            "the weight is 0",
        ),
        ({"leader": "市长", "reason": ""}, "the reason is empty"),
        ({}, "nothing is changed"),
    ],
)
@pytest.mark.parametrize("who", ["reporter", "office"])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    who: str, fields: dict[str, str], said: str, cast: Cast, sign_in: SignIn
) -> None:
    sign_in("office")
    made = running(cast)
    client = sign_in(who)
    sent = typed(shown(client.get(at(made))), **{"reason": "写好的理由", **fields})
    page = shown(client.post(at(made, "task_adjust"), sent), 409)
    assert said in page
    again = typed(page)
    shown_again = {name: value for name, value in sent.items() if value != "nowhere"}
    del shown_again["reason"]
    assert {name: again.get(name) for name in shown_again} == shown_again
    assert sent["reason"] in page
    folded = re.search(r'<details class="adjust folded-facts"( open)?>', page)
    assert folded
    touched = any(name in NAMES or name.startswith("co") for name in fields)
    assert bool(folded[1]) == touched
    found = Task.objects.get(pk=made.pk)
    assert (found.state, found.title, found.unit) == ("running", NEW.title, NEW.unit)
    assert TaskNode.objects.filter(task=made).count() == 2


NAMES = ("title", "unit", "leader", "owner")


def test_a_page_opened_before_another_change_takes_nothing_back(
    cast: Cast, sign_in: SignIn
) -> None:
    office = sign_in("office")
    made = running(cast)
    sent = typed(shown(office.get(at(made))), leader="市长", reason="x")
    facts = Facts(title="引进更大项目", co_units=(NewCoUnit("b"),))
    task_changes.adjust(by(cast.colleague), made.pk, Change(facts=facts), "x")
    assert office.post(at(made, "task_adjust"), sent).status_code == 302
    found = Task.objects.get(pk=made.pk)
    assert (found.title, found.leader) == ("引进更大项目", "市长")
    assert list(found.co_units.values_list("unit", flat=True)) == ["b"]


def test_a_co_unit_is_removed_by_choosing_none(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in("office")
    made = running(cast)
    sent = typed(shown(office.get(at(made))), co0__unit="", co0__share="", reason="x")
    assert office.post(at(made, "task_adjust"), sent).status_code == 302
    assert not made.co_units.exists()


def test_lists_and_lights_follow_the_new_lead(cast: Cast, sign_in: SignIn) -> None:
    """The first node, due on 31 March, is late on 6 April."""
    office = sign_in("office")
    made = running(cast, co_units=())
    task_changes.ask_adjust(by(cast.reporter), made.pk, Change(facts=Facts(unit="b")), "x")

    def late(unit: str) -> bool:
        return made.title in shown(office.get(reverse("tasks"), {"unit": unit, "late": "1"}))

    assert (late("commerce"), late("b")) == (True, False)
    task_changes.grant_adjust(by(cast.office), made.pk)
    assert (late("commerce"), late("b")) == (False, True)


@pytest.mark.parametrize("count", [1, 40])
def test_a_page_with_an_adjustment_asks_the_database_as_often_for_1_and_40(
    count: int, cast: Cast, sign_in: SignIn
) -> None:
    office = sign_in("office")
    made = running(cast)
    change = Change(added=(THIRD,) * count, facts=Facts(unit="b", co_units=()))
    task_changes.ask_adjust(by(cast.reporter), made.pk, change, "x")
    office.get(at(made))
    with CaptureQueriesContext(connection) as found:
        assert office.get(at(made)).status_code == 200
    assert len(found) == 27


def test_what_an_older_version_kept_is_told_as_far_as_it_goes() -> None:
    names = Names(str, {})
    asked: dict[str, object] = {
        "days": {"2": "2021-07-31"},
        "dropped": [],
        "due": None,
        "reason": "x",
    }
    with override("en"):
        assert list(differences(asked, names)) == [Difference("node 2", "", "2021-07-31")]
    assert list(differences({"before": "a", "checker": "b"}, names)) == []
