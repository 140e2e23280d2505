"""The page of a bundle: what it shows, and that nothing in it is anything but text."""

import re
from html.parser import HTMLParser

from saima.exchange.bundle import Bundle
from saima.exchange.bundle_manifest import Earlier
from saima.exchange.verify import verify
from saima.plan.label import Label
from tests.engine.builders import inputs, units
from tests.exchange.sealed import AS_OF, contest, sealed


class Reader(HTMLParser):
    """Texts of a page, its tags, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] != "style":
            self.texts.append(data.strip())


def read(bundle: Bundle) -> Reader:
    reader = Reader()
    reader.feed(bundle.files["index.html"].decode())
    assert reader.open == []
    return reader


def test_it_shows_the_board_and_what_was_sealed() -> None:
    first = sealed("2021Q1")
    earlier = Earlier(period="2021Q1", edition=1, seal=first.seal)
    labels = {
        "title": Label(zh="三季度榜单", en="Third quarter"),
        "office": Label(zh="争先办", en="Assessment office"),
        "remark": Label(zh="试行", en="On trial"),
    }
    bundle = sealed("2021Q3", sequence=2, previous=first.seal, builds_on=(earlier,), labels=labels)
    texts = read(bundle).texts
    assert texts[0] == "三季度榜单 · test"
    for text in (
        "Third quarter",
        "争先办",
        "remark",
        "On trial",
        f"第 1 版，6 个单位中 5 个有名次，数据截至 {AS_OF}。",
        f"Edition 1, 5 of 6 units ranked, data as of {AS_OF}.",
        "无名次单位",
        "有月份未报",
        "satisfaction",
        "2021Q2 2/2, 2021Q3 2/2",
        "contest v1",
        bundle.manifest.plan.hash,
        bundle.manifest.inputs,
        f"2021Q1 (1) {first.seal}".split()[-1],
        "saima verify BUNDLE.zip",
    ):
        assert text in texts


def test_it_needs_nothing_from_elsewhere() -> None:
    """No script, no form, nothing fetched: it opens on any machine and prints."""
    text = sealed().files["index.html"].decode()
    assert not read(sealed()).tags & {"script", "link", "img", "iframe", "form", "a"}
    assert not re.search(r"https?:|url\(|@import|\son\w+=", text)
    assert text.startswith("<!DOCTYPE html>")
    assert '<html lang="zh-CN">' in text


def test_names_are_text_and_nothing_else() -> None:
    nasty = '<script>alert("x")</script> & \'">'
    members = (
        *units("A B C", "towns"),
        *units("D", "towns", zh=nasty, en=nasty),
        *units("E F", "offices"),
    )
    rules = contest().model_copy(update={"units": members, "label": Label(zh=nasty, en="plain")})
    bundle = sealed(plan=rules, labels={nasty: Label(zh=nasty, en="plain")})
    reader = read(bundle)
    assert "script" not in reader.tags
    assert nasty in reader.texts
    assert verify(bundle).matches


def test_a_board_without_anybody_ranked_has_no_ranking_table() -> None:
    bundle = sealed(given=inputs([]), as_of=None)
    texts = read(bundle).texts
    assert "名次" not in texts
    assert "Edition 1, 0 of 6 units ranked, all data that were given." in texts
    assert texts.count("有月份未报") + texts.count("未报") == 6


def test_points_that_nobody_has_make_no_column() -> None:
    first, third = read(sealed("2021Q1")).texts, read(sealed("2021Q3")).texts
    assert "加分" not in first
    assert "加分" in third
    assert "升降" not in first
    assert "升降" in third
    assert "1.5000" in third
    assert "-0.2500" not in first
    assert "0.2500" in first


def test_made_up_figures_are_labelled_so() -> None:
    words = "虚构演示：本页数值为编造，不代表任何真实单位的成绩。"
    assert words in read(sealed()).texts
    assert words not in read(sealed(plan=contest(fictitious=False))).texts
