"""People and their posts: who holds what, since when, and who may change it."""

from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from saima.actions.people import add_person, deactivate, end_post, give_password, grant_post
from saima.actions.permissions import UNIT_ROLES, Right, Standing
from saima.actions.refusals import NOT_THERE, Denied, Refused, refused
from saima.actions.tokens import revoke
from saima.records.models import Person, Post, Role
from saima.records.queries.people import holders_on
from saima.records.queries.posts import history
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.people import PersonForm, PostForm, unit_choices
from saima.web.readings.tokens import read_tokens


@at_the_desk(Right.PEOPLE_READ)
def people(desk: Desk) -> HttpResponse:
    """Everybody with the posts of today."""
    asked = desk.request.GET
    words, role, unit = (asked.get(name, "").strip() for name in ("q", "role", "unit"))
    plan = desk.place.plan if desk.place else None
    return desk.render(
        "people",
        holders=holders_on(desk.by.today, words, role, unit),
        words=words,
        role=role,
        unit=unit,
        roles=Role.choices,
        units=unit_choices(plan, desk.language)[1:],
    )


@at_the_desk(Right.PEOPLE_CHANGE)
def person_new(desk: Desk) -> HttpResponse:
    """A form for an account."""
    plan = desk.place.plan if desk.place else None
    form = PersonForm(desk.request.POST or None, plan=plan, language=desk.language)
    problems = None
    if desk.request.method == "POST" and form.is_valid():
        try:
            added = add_person(desk.by, form.new())
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("person", args=[added.pk]), "person.add")
    status = CONFLICT if problems or form.errors else 200
    return desk.render("person_new", status, form=form, problems=problems)


@at_the_desk(Right.PEOPLE_READ)
def person(desk: Desk, person: int) -> HttpResponse:
    """One person: every post ever held, and what may be changed."""
    found = Person.objects.filter(pk=person).first()
    if found is None:
        raise Http404(_("There is no such person."))
    plan = desk.place.plan if desk.place else None
    act = desk.request.POST.get("act", "")
    form = PostForm(
        desk.request.POST if act == "grant" else None,
        plan=plan,
        language=desk.language,
        initial={"starts": desk.by.today, "unit": found.unit},
    )
    grantable = roles_to_grant(desk.by.standing)
    form.fields["role"].choices = [  # type: ignore[attr-defined]
        ("", ""),
        *((role.value, role.label) for role in grantable),
    ]
    problems = None
    if desk.request.method == "POST":
        try:
            if act == "password":
                return with_password(desk, found)
            done = change(desk, found, act, form)
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            if done:
                return back_with(reverse("person", args=[found.pk]), done)
    return desk.render(
        "person",
        CONFLICT if problems or form.errors else 200,
        person=found,
        posts=list(history(found)),
        form=form,
        problems=problems,
        today=desk.by.today,
        grantable=grantable,
        endable={role.value for role in grantable},
        own=found.pk == desk.by.person.pk,
        tokens=[line for line in read_tokens(found, desk.by.now) if line.valid],
    )


def with_password(desk: Desk, found: Person) -> HttpResponse:
    """A new first password, shown this once. Raises Denied and Refused."""
    password = give_password(desk.by, found.pk)
    answer = desk.render("person_password", person=found, password=password)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def roles_to_grant(standing: Standing) -> list[Role]:
    """The roles that somebody may grant and end."""
    if standing.everywhere(Right.POST_GRANT):
        return list(Role)
    units = standing.everywhere(Right.POST_GRANT_UNIT)
    return [role for role in Role if role in UNIT_ROLES] if units else []


def change(desk: Desk, found: Person, act: str, form: PostForm) -> str:
    """Take the change of the form; the code of what was done, empty where the form has errors.

    Raises Denied and Refused as the actions do.
    """
    typed = desk.request.POST
    if act == "grant":
        if not roles_to_grant(desk.by.standing):
            raise Denied(right=Right.POST_GRANT)
        if not form.is_valid():
            return ""
        grant_post(desk.by, found.pk, form.new())
        return "post.grant"
    if act == "end":
        ends, post = parse_day(typed.get("ends", "")), typed.get("post", "")
        if ends is None or not post.isdecimal():
            raise refused(NOT_THERE)
        if not Post.objects.filter(pk=int(post[:18]), person=found).exists():
            raise refused(NOT_THERE)
        end_post(desk.by, int(post), ends)
        return "post.end"
    if act == "revoke":
        token = typed.get("token", "")
        if not token.isdecimal() or not found.tokens.filter(pk=int(token[:18])).exists():
            raise refused(NOT_THERE)
        revoke(desk.by, int(token[:18]))
        return "token.revoke"
    if act == "deactivate":
        deactivate(desk.by, found.pk, typed.get("reason", "")[:500])
        return "person.deactivate"
    raise refused(NOT_THERE)


def parse_day(text: str) -> date | None:
    """A date, or None."""
    try:
        return parse_date(text)
    except ValueError:
        return None
