import pytest
from pydantic import ValidationError

from saima.plan.label import Label


def test_a_label_speaks_the_language_of_the_reader() -> None:
    label = Label(zh="镇", en="Town")
    assert label.text("zh-hans") == "镇"
    assert label.text("en") == "Town"
    assert label.text("fr") == "Town"


def test_a_text_loses_the_blanks_around_it() -> None:
    assert Label(zh=" 镇 ", en="Town\n") == Label(zh="镇", en="Town")


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 character"):
        Label(zh="  ", en="Town")


def test_a_typo_in_a_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Label.model_validate({"zh": "镇", "en": "Town", "ne": "Town"})


def test_a_part_cannot_be_changed() -> None:
    town = Label(zh="镇", en="Town")
    with pytest.raises(ValidationError, match="frozen"):
        setattr(town, "zh", "街道")  # noqa: B010 - the type checker forbids the plain form
