"""The pledge (责任状): targets of the year, measures, consequences, two signatures (S31)."""

from dataclasses import dataclass

from saima.documents.official import (
    Block,
    Figures,
    Form,
    FormCell,
    FormRow,
    Heading,
    OfficialDocument,
    Paragraph,
)
from saima.documents.show_table import measured
from saima.documents.tables import Column, Table

KIND = "pledge"
SIGNATURE = "（盖章）\n\n{post}（签字）：\n\n　　　　年　　月　　日"


@dataclass(frozen=True)
class PledgedTarget:
    """A target of the unit; ``node``: by when or in which steps; ``duty``: the post in charge."""

    indicator: str
    measure: str
    decimals: int
    target: float | None
    commitment: str
    node: str
    duty: str


@dataclass(frozen=True)
class PledgedTask:
    """A task of the unit: until when, in which steps, and the posts that answer for it."""

    title: str
    due: str
    nodes: tuple[str, ...]
    leader: str
    owner: str


@dataclass(frozen=True)
class Pledge:
    """A pledge between the city and a unit; ``version`` of the plan its targets stand in."""

    year: int
    city_side: str
    city_post: str
    unit: str
    unit_post: str
    targets: tuple[PledgedTarget, ...]
    measures: tuple[str, ...]
    consequences: tuple[str, ...]
    version: str = ""
    draft: bool = True
    tasks: tuple[PledgedTask, ...] = ()


def pledge(given: Pledge) -> OfficialDocument:
    """The pledge; a place for each side's signature, nothing that stands for a seal."""
    version = f"（考核办法版本：{given.version}）" if given.version else ""
    blocks: tuple[Block, ...] = (
        Paragraph(
            f"为确保完成{given.year}年度争先创优各项目标任务，{given.unit}向{given.city_side}"
            f"立下责任状。{version}"
        ),
        Heading(1, "年度目标"),
        Figures(target_table(given)),
        *((Heading(1, "重点任务"), Figures(task_table(given))) if given.tasks else ()),
        Heading(1, "工作措施"),
        *(Heading(2, "", text) for text in given.measures),
        Heading(1, "考核奖惩"),
        *(Heading(2, "", text) for text in given.consequences),
        Paragraph(
            f"本责任状一式两份，{given.city_side}和{given.unit}各执一份，自双方签字之日起生效。"
        ),
        Form((1, 1), (signatures(given),), ruled=False),
    )
    title = (given.unit, f"{given.year}年度", "争先创优目标责任状")
    return OfficialDocument(kind=KIND, title=title, blocks=blocks, draft=given.draft)


def target_table(given: Pledge) -> Table:
    """指标 | 计量单位 | 目标 | 性质 | 节点 | 责任岗位."""
    return Table(
        name="年度目标",
        title="年度目标",
        lines=(),
        columns=(
            Column("序号", 0, 5),
            Column("指标", None, 22),
            Column("计量单位", None, 8),
            Column("目标", 2, 12),
            Column("性质", None, 6),
            Column("完成节点", None, 20),
            Column("责任岗位", None, 10),
        ),
        rows=tuple(
            (
                number,
                each.indicator,
                each.measure,
                measured(each.target, each.decimals),
                each.commitment,
                each.node,
                each.duty,
            )
            for number, each in enumerate(given.targets, start=1)
        ),
    )


def task_table(given: Pledge) -> Table:
    """任务 | 完成时限 | 节点 | 责任领导 | 责任岗位."""
    return Table(
        name="重点任务",
        title="重点任务",
        lines=(),
        columns=(
            Column("序号", 0, 5),
            Column("任务", None, 24),
            Column("完成时限", None, 12),
            Column("节点", None, 30),
            Column("责任领导", None, 11),
            Column("责任岗位", None, 11),
        ),
        rows=tuple(
            (number, each.title, each.due, "；".join(each.nodes), each.leader, each.owner)
            for number, each in enumerate(given.tasks, start=1)
        ),
    )


def signatures(given: Pledge) -> FormRow:
    """The two sides beside each other."""
    sides = ((given.city_side, given.city_post), (given.unit, given.unit_post))
    return FormRow(
        tuple(FormCell(f"{side}{SIGNATURE.format(post=post)}") for side, post in sides), 50
    )
