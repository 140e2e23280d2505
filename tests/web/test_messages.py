"""Every word of the site stands in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

import saima.records
import saima.web

WEB = Path(saima.web.__file__).parent
RECORDS = Path(saima.records.__file__).parent
CATALOGUE = polib.pofile(str(WEB / "locale/zh_Hans/LC_MESSAGES/django.po"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SOURCES = sorted([*WEB.rglob("*.py"), *RECORDS.rglob("*.py")])

GETTEXT = {"_": 1, "gettext": 1, "gettext_lazy": 1, "pgettext": 2, "pgettext_lazy": 2}
ALLOWED = {"xlsx", "csv", "docx", "pdf", "SVG", "English", "中文", "saima demo", "v"}
SPOKEN = ("alt", "aria-label", "data-done", "data-label", "placeholder", "title")

Key = tuple[str | None, str]


def messages(tree: ast.AST) -> Iterator[Key]:
    """Context and text of every gettext call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            strings = [text for text in texts if isinstance(text, str)]
            wanted = GETTEXT.get(node.func.id)
            if wanted and len(strings) == wanted:
                yield (strings[0] if wanted == 2 else None), strings[-1]
            elif node.func.id == "ngettext":
                yield None, strings[0]


def used_messages() -> set[Key]:
    """Everything that pages and sources ask to be translated."""
    found: set[Key] = set()
    for source in SOURCES:
        found |= set(messages(ast.parse(source.read_text(encoding="utf-8"))))
    for template in TEMPLATES:
        code = templatize(template.read_text(encoding="utf-8"))
        calls = re.findall(
            r"""(?:n?p?gettext|_)\((?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:,\s*)?)+""", code
        )
        for call in calls:
            text = call.rstrip().rstrip(",") + ")"
            found |= set(messages(ast.parse(text)))
    return found


def test_every_message_is_in_the_catalogue_and_none_is_left_over() -> None:
    known = {(entry.msgctxt, entry.msgid) for entry in CATALOGUE if not entry.obsolete}
    assert used_messages() == known


def test_every_message_is_translated() -> None:
    assert [entry.msgid for entry in CATALOGUE if not entry.translated()] == []
    assert [entry.msgid for entry in CATALOGUE.fuzzy_entries()] == []


def test_translations_keep_the_places_for_figures() -> None:
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)s|%%", text))

    for entry in CATALOGUE:
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            assert places(text) == places(entry.msgid), entry.msgid


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_word_stands_outside_a_translation_tag(template: Path) -> None:
    markup = ""
    translated = False
    for token in Lexer(template.read_text(encoding="utf-8")).tokenize():
        if token.token_type is TokenType.BLOCK:
            name = token.split_contents()[0]
            translated = name == "blocktranslate" or (translated and name == "plural")
        elif token.token_type is TokenType.TEXT and not translated:
            markup += token.contents
        elif token.token_type is TokenType.VAR:
            markup += "0"
    assert set(stray_words(markup)) <= ALLOWED


def stray_words(markup: str) -> Iterator[str]:
    """Words between tags and in attributes that are read out or shown."""
    for name, value in re.findall(r'([\w-]+)="([^"]*)"', markup):
        if name in SPOKEN and re.search(r"[^\W\d_]", value):
            yield value
    for text in re.split(r"<[^>]*>", markup):
        words = re.sub(r"&\w+;|[\d\s]+", " ", text).strip(" ·*/×=−–—›‹↕%.,;:（）()")
        if re.search(r"[^\W\d_]", words):
            yield words
