"""All posts as a table: out, filled in, and back: checked first, then taken whole or not at all."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse

from saima.actions.audit import exported
from saima.actions.permissions import Right
from saima.actions.post_rows import COLUMNS, TITLES, Words
from saima.actions.posts import Report, dry_run, may_import, take_posts
from saima.actions.refusals import EMPTY_FILE, Refused, refused
from saima.exchange.filled import MOST_BYTES
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.files import FORMS, download
from saima.web.exports.posts import posts_export
from saima.web.readings.posts import all_posts, words
from saima.web.readings.remarks import read_remarks
from saima.web.sealed import sealed, unsealed

SUBJECT = "posts"


@at_the_desk(Right.PEOPLE_READ)
def posts_table(desk: Desk, form: str) -> HttpResponse:
    """Every post, past ones too, as a file; that it was taken is in the log."""
    if form not in FORMS:
        raise Http404
    plan = desk.place.plan if desk.place else None
    posts = all_posts()
    answer = download(posts_export(posts, plan, desk.language), form)
    exported(desk.by, f"posts.{form}", rows=len(posts))
    return answer


@at_the_desk(Right.POST_GRANT, Right.POST_GRANT_UNIT)
def posts_import(desk: Desk) -> HttpResponse:
    """Give a filled table back: what it would do, then doing it."""
    may_import(desk.by)
    if desk.request.method != "POST":
        return page(desk)
    try:
        if desk.request.POST.get("act") == "take":
            return taken(desk)
        name, content = uploaded(desk)
        report = dry_run(desk.by, name, content, known_words(desk))
    except Refused as refusal:
        return page(desk, CONFLICT, problems=desk.told(refusal))
    return checked(desk, report, content)


def page(desk: Desk, status: int = 200, **context: object) -> HttpResponse:
    """The page on which the table is given back."""
    columns = [column.title.text(desk.language) for column in COLUMNS]
    return desk.render("posts_import", status, columns=columns, **context)


def checked(desk: Desk, report: Report, content: bytes) -> HttpResponse:
    """What the table would do, or what is wrong with it; the file goes with a sound one."""
    return page(
        desk,
        CONFLICT if report.remarks else 200,
        report=report,
        remarks=read_remarks(desk, report.remarks, TITLES),
        sealed=sealed(desk, SUBJECT, report.name, content) if report.ok else "",
    )


def taken(desk: Desk) -> HttpResponse:
    """Take the table that was checked; new accounts show their passwords this once."""
    name, content = unsealed(desk, SUBJECT)
    try:
        report = take_posts(desk.by, name, content, known_words(desk))
    except Refused:
        return checked(desk, dry_run(desk.by, name, content, known_words(desk)), content)
    if not report.passwords:
        return back_with(reverse("people"), "posts.import", len(report.changing))
    names = {row.username: row for row in report.changing}
    slips = [(names[one], password) for one, password in report.passwords.items()]
    answer = desk.render("posts_taken", report=report, slips=slips)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def known_words(desk: Desk) -> Words:
    """The words for units and roles."""
    return words(desk.place.plan if desk.place else None)


def uploaded(desk: Desk) -> tuple[str, bytes]:
    """Name and content of the uploaded file. Raises Refused where there is none."""
    sent = desk.request.FILES.get("table")
    if not isinstance(sent, UploadedFile):
        raise refused(EMPTY_FILE)
    return (sent.name or "table")[:100], sent.read(MOST_BYTES + 1)
