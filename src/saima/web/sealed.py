"""A file that travels with the page from its check to its taking.

It is signed, so that exactly what was checked is taken; of what was not, nothing is kept.
"""

import base64
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404
from django.utils.translation import gettext as _

from saima.web.desk import Desk

VALID_FOR = timedelta(hours=1)


def signer(desk: Desk, subject: str) -> TimestampSigner:
    """Signs for this person and subject alone."""
    return TimestampSigner(salt=f"saima.{subject}.{desk.by.person.pk}")


def sealed(desk: Desk, subject: str, name: str, content: bytes) -> str:
    """The file as a text that nobody can change unseen."""
    parts = (base64.urlsafe_b64encode(part).decode() for part in (name.encode(), content))
    return signer(desk, subject).sign(".".join(parts))


def unsealed(desk: Desk, subject: str) -> tuple[str, bytes]:
    """Name and content of the file that was checked; Http404 where it is not that."""
    try:
        text = signer(desk, subject).unsign(desk.request.POST.get("sealed", ""), VALID_FOR)
    except BadSignature as error:
        raise Http404(_("The check is too old. Upload the file again.")) from error
    name, content = (base64.urlsafe_b64decode(part) for part in text.split("."))
    return name.decode(), content
