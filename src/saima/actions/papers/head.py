"""What a person types at the head of a document, and the seal at its end."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localtime

from saima.documents.issuing import Issuing, Seal
from saima.documents.official import DocumentNumber
from saima.plan.plan import Plan
from saima.records.models import Board, BoardState, SuperiorRank

SUPERIOR = "上级"
"""What a table calls whoever publishes ranks, where the register names nobody or several."""


@dataclass(frozen=True)
class Letterhead:
    """The issuing organ, what stands before its numbers (桐委办), the day, and who gets it."""

    organ: str
    mark: str
    day: date
    addressees: str = ""
    contact: str = ""
    copies: tuple[str, ...] = field(default=())

    @property
    def issuing(self) -> Issuing:
        """The same as the documents want it: a draft, without a number."""
        return Issuing(
            organ=self.organ,
            red_name=f"{self.organ}文件",
            number=DocumentNumber(self.mark, self.day.year),
            day=self.day,
            contact=self.contact,
            copies=self.copies,
        )


def usual_organ(plan: Plan) -> str:
    """The leading group of the city that a plan is of."""
    city = plan.unit_by_code.get(plan.city or "")
    return f"{city.zh if city else ''}争先创优工作领导小组"


def seal_of(board: Board) -> Seal | None:
    """The seal of a board, in the city's time; None where it is not sealed yet."""
    if board.state != BoardState.SEALED or board.seal is None or board.sealed_at is None:
        return None
    return Seal(board.seal, localtime(board.sealed_at), board.edition, board.digest_name)


def superior_of(board: Board) -> str:
    """Who published the superior's ranks, as the register of them says."""
    rows = SuperiorRank.objects.filter(plan=board.plan, recorded_at__lte=board.as_of)
    names = set(rows.values_list("issuer", flat=True))
    return names.pop() if len(names) == 1 else SUPERIOR
