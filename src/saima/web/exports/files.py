"""Files to download, and the lines that stand above and below each table."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from saima.documents import figures
from saima.documents.tables import Table, as_csv, as_workbook
from saima.web.place import Place
from saima.web.wording.progress import progress_words

FORMS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda table: as_workbook([table]),
    ),
}


def download(table: Table, form: str) -> HttpResponse:
    """The table as a file of ``form``; Http404 for a form that is not offered."""
    if form not in FORMS:
        raise Http404(_("Tables come as xlsx or csv."))
    kind, write = FORMS[form]
    name = quote(f"{table.title}.{form}")
    return HttpResponse(
        write(table),
        content_type=kind,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


def lines(place: Place, subject: str) -> tuple[str, ...]:
    """Period and subject, edition and moment, and the label of fictitious data."""
    found = [
        f"{figures.period_name(place.period, place.language)} · {subject}",
        edition(place),
    ]
    if place.progress is not None:
        found.append(progress_words(place.progress, place.language))
    if place.plan.fictitious:
        found.append(_("Demo data (fictitious)"))
    return tuple(found)


def edition(place: Place) -> str:
    """Which board this is and as of when."""
    moment = figures.minute(place.recorded_at) if place.recorded_at else figures.NOTHING
    words = _("Live board, as of %(moment)s, plan %(plan)s v%(version)s (%(hash)s)")
    if place.moment is not None:
        moment = figures.minute(place.moment)
        words = _("Board as of %(moment)s, plan %(plan)s v%(version)s (%(hash)s)")
    return words % {
        "moment": moment,
        "plan": place.plan.code,
        "version": place.plan.version,
        "hash": place.plan.hash[:12],
    }
