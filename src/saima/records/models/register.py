"""Documents that leave the house, and the register that their numbers come from (domain 4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.boards import Board
from saima.records.models.evidence import StoredFile
from saima.records.models.user import Person


class DocumentKind(models.TextChoices):
    """What a document is; every kind that ``documents`` makes has one of its own."""

    CIRCULAR = "circular", _("circular")
    NOTICE = "notice", _("notice")
    CARD = "card", _("card")
    TALK_NOTICE = "talk_notice", _("notice of a talk")
    TALK_RECORD = "talk_record", _("record of a talk")
    PLEDGE = "pledge", _("pledge")
    SUPERVISION = "supervision", _("supervision sheet")
    MONTHLY_SHOW = "monthly_show", _("monthly show")
    UNIT_SHEET = "unit_sheet", _("unit score sheet")
    DECISION = "decision", _("decision")
    FLAG = "flag", _("flag")
    COMMENDATION = "commendation", _("commendation")
    MINUTES = "minutes", _("minutes")
    OTHER = "other", _("other document")


class DocumentState(models.TextChoices):
    """A document keeps its number when it becomes void."""

    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("issued")
    VOID = "void", _("void")


class DocumentSeries(models.Model):
    """The numbers of one organ (桐委办) in one year; ``last`` is the newest one taken."""

    organ = models.CharField(_("organ code"), max_length=32)
    year = models.PositiveIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="one_series_per_year"),
            models.CheckConstraint(condition=~Q(organ=""), name="series_has_an_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.organ}〔{self.year}〕"


class IssuedDocument(models.Model):
    """A document from its draft on; ``board`` is the sealed board it rests on, if any.

    Saima gives the number and keeps the bytes; people sign and seal on paper. Triggers refuse to
    delete one, and to change anything but the state of one that was issued.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=DocumentKind.choices)
    title = models.CharField(_("title"), max_length=200)
    organ = models.CharField(_("organ code"), max_length=32, blank=True)
    year = models.PositiveIntegerField(_("year"), null=True)
    number = models.PositiveIntegerField(_("number"), null=True)
    dated = models.DateField(_("date"), null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, related_name="documents")
    state = models.CharField(
        _("state"), max_length=8, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted at"))
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("issued at"), null=True)
    voided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(_("voided at"), null=True)
    void_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year", "number"],
                condition=Q(number__isnull=False),
                name="a_number_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.DRAFT, number__isnull=True)
                | Q(
                    state=DocumentState.ISSUED,
                    number__isnull=False,
                    dated__isnull=False,
                    issued_at__isnull=False,
                    issued_by__isnull=False,
                    file__isnull=False,
                )
                | Q(state=DocumentState.VOID, voided_at__isnull=False, voided_by__isnull=False),
                name="document_facts_fit_its_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.VOID) | ~Q(void_reason=""),
                name="void_document_says_why",
            ),
        ]
        indexes = [models.Index(fields=["kind", "state"], name="documents_by_kind")]

    def __str__(self) -> str:
        return self.numbered or self.title

    @property
    def numbered(self) -> str:
        """The number as it is printed, 桐委办〔2021〕1号; empty for a draft (GB/T 9704)."""
        return "" if self.number is None else f"{self.organ}〔{self.year}〕{self.number}号"
