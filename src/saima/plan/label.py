"""The base of every plan type, and text in both languages of the site."""

from pydantic import BaseModel, ConfigDict


class PlanPart(BaseModel):
    """A frozen piece of a plan; an unknown key is an error, because a typo must not be silent.

    Texts lose the blanks around them and are never empty, so that a file, a sheet and a table
    cell keep the same text.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, str_min_length=1
    )


class Label(PlanPart):
    """A name or sentence in Simplified Chinese and English."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """Give the wording for ``language`` (``zh...`` is Chinese, everything else English)."""
        return self.zh if language.startswith("zh") else self.en
