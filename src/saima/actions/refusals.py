"""Why an action did not happen, told in both languages with a stable code."""

from collections.abc import Iterable, Mapping

from saima.plan.problems import Problem, ProblemKind, Problems, problem_kind

NO_RIGHT = problem_kind(
    "no_right",
    en=("this is not yours to do", "expected a post that allows it", "ask the office"),
    zh=("您没有办理此事的权限", "需要相应的职务", "请联系争先办"),
)
OWN_WORK = problem_kind(
    "own_work",
    en=(
        "you reported this value yourself",
        "expected another person to decide",
        "leave the decision to a colleague",
    ),
    zh=("该数值由您本人填报", "应由他人审核", "请交由同事审核"),
)
OWN_POST = problem_kind(
    "own_post",
    en=("this is your own account", "expected another person to do it", "ask a colleague"),
    zh=("这是您本人的账号", "应由他人办理", "请交由同事办理"),
)
NOT_THERE = problem_kind(
    "not_there",
    en=("there is no such record", "expected one that exists", "go back and choose again"),
    zh=("没有该记录", "应为已有的记录", "请返回重新选择"),
)
NOT_NOW = problem_kind(
    "not_now",
    en=(
        "the value of {unit} for {indicator} is in state {state}",
        "expected a state in which it can take the step {act}",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "{unit}的{indicator}当前状态为 {state}",
        "该状态下不能进行 {act}",
        "请刷新页面，查看最新情况",
    ),
)
CHANGED_MEANWHILE = problem_kind(
    "changed_meanwhile",
    en=(
        "version {found} is there, you saw version {seen}",
        "expected nobody to have reported meanwhile",
        "load the page again, compare, and decide anew",
    ),
    zh=(
        "当前为第 {found} 版，您看到的是第 {seen} 版",
        "其间不应有他人填报",
        "请刷新页面核对后再办理",
    ),
)
EMPTY_REASON = problem_kind(
    "empty_reason",
    en=("the reason is empty", "expected one sentence", "write why"),
    zh=("未填写原因", "应有一句说明", "请填写原因"),
)
ROLES_EXCLUDE = problem_kind(
    "roles_exclude",
    en=(
        "{person} already holds the role {held}",
        "expected roles that may be held together; {held} and {role} may not",
        "end the other post first, or choose another person",
    ),
    zh=(
        "{person}已担任 {held}",
        "{held} 与 {role} 不得由同一人兼任",
        "请先结束原有职务，或另选他人",
    ),
)
DATES_CROSSED = problem_kind(
    "dates_crossed",
    en=("{later} is not after {earlier}", "expected it to be later", "choose another date"),
    zh=("{later} 不晚于 {earlier}", "日期应在其后", "请另选日期"),
)
TAKEN = problem_kind(
    "taken",
    en=("{name} is there already", "expected something new", "choose another name or use it"),
    zh=("{name} 已存在", "应为新的名称", "请更换名称，或使用已有的"),
)
UNFINISHED = problem_kind(
    "unfinished",
    en=(
        "{count} values are not accepted yet",
        "expected all to be, or a reason to freeze without them",
        "finish them, extend them, or write why the month is frozen all the same",
    ),
    zh=(
        "尚有 {count} 个数值未审定",
        "应全部审定，或说明冻结原因",
        "请办结、延期，或写明仍要冻结的原因",
    ),
)
NOT_A_MONTH = problem_kind(
    "not_a_month",
    en=("{period} is not a month of {year}", "expected a month such as {year}-03", "choose one"),
    zh=("{period} 不是{year}年的月份", "应为例如 {year}-03 的月份", "请选择月份"),
)
NOTHING_BEFORE = problem_kind(
    "nothing_before",
    en=("no earlier value is there", "expected one that can stay as it is", "report a number"),
    zh=("没有上期数值", "需有上期数值方可报“无变化”", "请填报数值"),
)
NO_SUCH_UNIT = problem_kind(
    "no_such_unit",
    en=('"{unit}" is no unit of {plan}', "expected a unit of the plan", "choose one of its units"),
    zh=("{plan} 中没有单位“{unit}”", "应为考核办法中的单位", "请从中选择"),
)
NO_SUCH_INDICATOR = problem_kind(
    "no_such_indicator",
    en=(
        '"{indicator}" is no indicator of {plan}',
        "expected an indicator of the plan",
        "choose one of its indicators",
    ),
    zh=("{plan} 中没有指标“{indicator}”", "应为考核办法中的指标", "请从中选择"),
)
DERIVED_VALUE = problem_kind(
    "derived_value",
    en=(
        "{indicator} is counted from the records",
        "expected nobody to type its value",
        "correct the tasks, hard problems or documents that it is counted from",
    ),
    zh=("“{indicator}”由系统按台账统计", "其数值不得手工填报", "请更正相应的任务、难题或文书"),
)
UNIT_NEEDED = problem_kind(
    "unit_needed",
    en=("the role {role} is held in a unit", "expected a unit", "choose the unit of the post"),
    zh=("{role} 应设在单位内", "应填写单位", "请选择任职单位"),
)
TOO_LARGE = problem_kind(
    "too_large",
    en=("the file has {size} bytes", "expected at most {limit}", "split it or make it smaller"),
    zh=("文件为 {size} 字节", "应不超过 {limit} 字节", "请拆分或压缩后再上传"),
)
EMPTY_FILE = problem_kind(
    "empty_file",
    en=("the file is empty", "expected some content", "choose the right file"),
    zh=("文件为空", "应有内容", "请选择正确的文件"),
)
WRONG_FILE = problem_kind(
    "wrong_file",
    en=(
        "{name} is not what its ending says, or of a kind that is not taken",
        "expected PDF, PNG, JPEG, XLSX, DOCX, CSV or TXT",
        "save it as one of these",
    ),
    zh=(
        "{name} 的内容与扩展名不符，或为不接收的类型",
        "应为 PDF、PNG、JPEG、XLSX、DOCX、CSV 或 TXT",
        "请另存为上述类型之一",
    ),
)
WITH_MACROS = problem_kind(
    "with_macros",
    en=("{name} holds macros", "expected a file without them", "save it without macros"),
    zh=("{name} 含有宏", "应为不含宏的文件", "请另存为不含宏的文件"),
)
SENTENCE_NEEDED = problem_kind(
    "sentence_needed",
    en=(
        "the value is unusual and no explanation is given",
        "expected one sentence for the warnings",
        "write what is behind the number, or correct it",
    ),
    zh=("数值异常且未作说明", "应对提示作一句说明", "请说明原因，或更正数值"),
)


class Denied(Exception):  # noqa: N818 - it states a rule, it is not an error of the program
    """The person may not do this; pages answer 403, or 404 where it must not even be known."""

    def __init__(self, kind: ProblemKind = NO_RIGHT, right: str = "", unit: str = "") -> None:
        self.problem = Problem(kind)
        self.code = kind.code
        self.right = right
        self.unit = unit
        super().__init__(self.problem.text())


class Refused(Problems):
    """The action cannot happen as asked; nothing was changed.

    ``by_value`` gives the problems of each due value (by id) where several were handed in.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        by_value: Mapping[int, tuple[Problem, ...]] | None = None,
    ) -> None:
        super().__init__(list(problems))
        self.by_value = by_value or {}

    @property
    def code(self) -> str:
        """The stable code of the first problem."""
        return self.problems[0].kind.code


def refused(kind: ProblemKind, **facts: object) -> Refused:
    """A refusal with one problem."""
    return Refused([Problem(kind, facts=facts)])
