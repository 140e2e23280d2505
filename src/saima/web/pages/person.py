"""A person's own page: the posts held, and the password."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from saima.actions.signing_in import change_password
from saima.records.models import Person
from saima.records.queries.posts import history
from saima.web.desk import desk_of


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Who am I here, and what may I do?"""
    desk = desk_of(request)
    posts = list(history(desk.by.person))
    return desk.render("me", posts=posts, today=desk.by.today)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the account end."""
    desk = desk_of(request)
    person = cast(Person, request.user)
    form = PasswordChangeForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid() and is_same(person, form):
        form.add_error("new_password1", _("Choose a password other than the old one."))
    if request.method == "POST" and form.is_valid():
        change_password(desk.by, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, person)
        messages.success(request, _("The password is changed."))
        return redirect("me")
    return desk.render("password", status=400 if form.errors else 200, form=form)


def is_same(person: Person, form: PasswordChangeForm) -> bool:
    """Whether the new password is the old one."""
    return person.check_password(form.cleaned_data["new_password1"])
