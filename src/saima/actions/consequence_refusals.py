"""Why a consequence, its measures or a fault tolerance cannot go on, in both languages."""

from saima.actions.refusals import Refused, refused
from saima.plan.label import Label
from saima.plan.problems import problem_kind
from saima.records.models import DocumentKind

DOCUMENT_NAMES = {
    DocumentKind.CIRCULAR: Label(zh="通报", en="circular"),
    DocumentKind.NOTICE: Label(zh="通知", en="notice"),
    DocumentKind.CARD: Label(zh="亮牌通知", en="card"),
    DocumentKind.TALK_NOTICE: Label(zh="约谈通知书", en="notice of a talk"),
    DocumentKind.TALK_RECORD: Label(zh="约谈纪要", en="record of a talk"),
    DocumentKind.PLEDGE: Label(zh="责任状", en="pledge"),
    DocumentKind.SUPERVISION: Label(zh="督办单", en="supervision sheet"),
    DocumentKind.MONTHLY_SHOW: Label(zh="月度亮晒", en="monthly show"),
    DocumentKind.UNIT_SHEET: Label(zh="得分单", en="unit score sheet"),
    DocumentKind.DECISION: Label(zh="决定", en="decision"),
    DocumentKind.FLAG: Label(zh="流动红旗通报", en="flag"),
    DocumentKind.COMMENDATION: Label(zh="表彰决定", en="commendation"),
    DocumentKind.MINUTES: Label(zh="会议纪要", en="minutes"),
    DocumentKind.OTHER: Label(zh="其他文件", en="other document"),
}

LETTER_NEEDED = problem_kind(
    "letter_needed",
    en=(
        "the application for {unit} names no letter of the unit",
        "expected the letter by which the unit asked the office to apply",
        "write its number and date, or let the unit apply",
    ),
    zh=(
        "代 {unit} 提出的申请未写明该单位来文",
        "代为申请应以该单位的来文为依据",
        "请填写来文文号和日期，或由该单位自行申请",
    ),
)
NO_SEALED_BOARD = problem_kind(
    "no_sealed_board",
    en=(
        "{plan} has no sealed board",
        "expected at least one, because rules look at sealed boards only",
        "seal a board first",
    ),
    zh=("{plan} 尚无已封存的榜单", "规则只依据已封存的榜单", "请先封存榜单"),
)
NOTHING_TO_REVIEW = problem_kind(
    "nothing_to_review",
    en=(
        "nothing in the boards of this consequence has changed",
        "expected a change that asks for a review",
        "leave it as it is",
    ),
    zh=("该处理措施所依据的榜单没有变化", "有变化时方需复核", "无需办理"),
)
NO_SUCH_MEASURE = problem_kind(
    "no_such_measure",
    en=(
        'the rule does not list the measure "{measure}" with the part "{part}"',
        "expected one of: {options}",
        "choose one of them",
    ),
    zh=("规则中没有措施“{measure}”（{part}）", "应为其中之一：{options}", "请从中选择"),
)
HELP_FIRST = problem_kind(
    "help_first",
    en=(
        "no cause is recorded or no help was offered yet",
        "expected both before the measure {measure}, because the rule lists help",
        "record the cause and the help first",
    ),
    zh=(
        "尚未记录原因或提供帮扶",
        "规则列有帮扶，应在 {measure} 之前完成",
        "请先记录原因和帮扶情况",
    ),
)
DOCUMENT_NEEDED = problem_kind(
    "document_needed",
    en=(
        "no issued document of this kind is named: {needed}",
        "expected one with its number",
        "issue the document first, then name it here",
    ),
    zh=("未指定已印发的文件：{needed}", "应有带文号的文件", "请先印发文件再办理"),
)
RECORD_NEEDED = problem_kind(
    "record_needed",
    en=("the text is empty", "expected what was said or done", "write it down"),
    zh=("未填写内容", "应记录情况", "请填写"),
)
NOTICE_FIRST = problem_kind(
    "notice_first",
    en=(
        "no notice of the talk is recorded",
        "expected the notice before the record",
        "record the notice first",
    ),
    zh=("尚无约谈通知", "应先有通知，后有纪要", "请先登记约谈通知"),
)
DAY_TO_COME = problem_kind(
    "day_to_come",
    en=("{day} has not come yet", "expected today or an earlier day", "correct the date"),
    zh=("{day} 尚未到来", "应为今日或更早", "请更正日期"),
)
DAY_PAST = problem_kind(
    "day_past",
    en=("{day} is over", "expected today or a later day", "choose a later day"),
    zh=("{day} 已过", "应为今日或更晚", "请另选日期"),
)
NO_ITEMS = problem_kind(
    "no_items",
    en=(
        "the rectification plan has no item, or one without text",
        "expected at least one, each with a text and a day",
        "write what will be done until when",
    ),
    zh=("整改方案没有事项，或事项未填写内容", "至少一项，每项有内容和时限", "请填写整改事项"),
)
ITEMS_OPEN = problem_kind(
    "items_open",
    en=(
        "{count} items of the rectification plan are not done",
        "expected all to be done",
        "let the unit finish them, or send the plan back",
    ),
    zh=("整改方案尚有 {count} 项未完成", "应全部完成", "请督促完成，或退回方案"),
)
RECTIFY_FIRST = problem_kind(
    "rectify_first",
    en=(
        "the rule asks for a talk and nothing is rectified yet",
        "expected a verified rectification before it is closed",
        "wait for the unit's rectification plan",
    ),
    zh=("规则要求约谈，整改尚未核实", "应在整改核实后办结", "请等待单位整改"),
)
ALREADY_DONE = problem_kind(
    "already_done",
    en=("this is done already", "expected something that is open", "nothing is to do"),
    zh=("该事项已完成", "应为未完成的事项", "无需再办理"),
)
ONE_SUBJECT = problem_kind(
    "one_subject",
    en=(
        "the application names no deduction and no consequence, or both",
        "expected exactly one of them",
        "choose what it is about",
    ),
    zh=("申请未指明扣分或处理措施，或同时指明两者", "应恰为其一", "请选择申请事项"),
)
NOT_A_DEDUCTION = problem_kind(
    "not_a_deduction",
    en=(
        "this adjustment is no deduction that counts",
        "expected a deduction or veto that was not reversed",
        "choose another one",
    ),
    zh=("该项不是有效的扣分", "应为未冲销的扣分或否决", "请另选"),
)
TOLERANCE_NOT_NOW = problem_kind(
    "tolerance_not_now",
    en=(
        "the application of {unit} is in state {state}",
        "expected the state {expected}",
        "load the page again to see what happened meanwhile",
    ),
    zh=("{unit}的申请当前状态为 {state}", "应为 {expected} 状态", "请刷新页面，查看最新情况"),
)
CONDITIONS_MISSING = problem_kind(
    "conditions_missing",
    en=(
        "private gain is not ruled out, or the decision was not taken collectively",
        "expected both for every ground but force majeure",
        "reject the application, or let the unit apply anew",
    ),
    zh=(
        "未排除谋取私利，或未经集体决策",
        "除不可抗力外，两项条件均应具备",
        "请不予认定，或由单位重新申请",
    ),
)
EVIDENCE_NEEDED = problem_kind(
    "evidence_needed",
    en=("no evidence is attached", "expected at least one file", "attach what proves it"),
    zh=("未附证明材料", "至少应有一份", "请上传证明材料"),
)
OWN_PROPOSAL = problem_kind(
    "own_proposal",
    en=(
        "you proposed this yourself",
        "expected another person to decide",
        "leave the decision to a colleague",
    ),
    zh=("该事项由您本人提出", "应由他人决定", "请交由同事决定"),
)


def document_needed(kind: DocumentKind) -> Refused:
    """The refusal for want of an issued document of a kind."""
    return refused(DOCUMENT_NEEDED, needed=DOCUMENT_NAMES[kind])
