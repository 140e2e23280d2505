"""Compile the message catalogues of the site, without needing GNU gettext."""

from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "src" / "saima" / "web" / "locale"


def compile_messages(locale: Path = LOCALE) -> list[Path]:
    """Compile every catalogue that changed since its last compilation; return what was written."""
    stale = [po for po in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _is_stale(po)]
    if not stale:
        return []
    # Imported late, because `make setup` calls this every time and mostly finds nothing to do.
    import polib

    for po in stale:
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))
    return [po.with_suffix(".mo") for po in stale]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


if __name__ == "__main__":
    compile_messages()
