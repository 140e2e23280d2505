"""What was done with a document, a meeting or a promise, said once on the page that follows."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DONE: Mapping[str, str | Promise] = {
    "document.draft": _("The draft is made. Download it, read it, change it if need be."),
    "document.file": _("The edited file is in the place of the draft."),
    "document.issue": _("The document is issued; its number stands in the file."),
    "document.void": _("The document is void."),
    "meeting.hold": _("The meeting is kept with its pack."),
    "meeting.minutes": _("The minutes are kept, and the promises with their units."),
    "promise.give": _("The promise is written down."),
    "promise.finish": _("The promise is reported done."),
}
