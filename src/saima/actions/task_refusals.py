"""Why a task, a node, a programme or a task force cannot go on, in both languages."""

from saima.plan.problems import problem_kind

TASK_NOT_NOW = problem_kind(
    "task_not_now",
    en=(
        "the task {task} is in state {state}",
        "expected a state in which it can take the step {act}",
        "load the page again to see what happened meanwhile",
    ),
    zh=("任务 {task} 当前状态为 {state}", "该状态下不能进行 {act}", "请刷新页面，查看最新情况"),
)
NODE_NOT_NOW = problem_kind(
    "node_not_now",
    en=(
        "node {number} of the task {task} is in state {state}",
        "expected a state in which it can take the step {act}",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "任务 {task} 的节点 {number} 当前状态为 {state}",
        "该状态下不能进行 {act}",
        "请刷新页面，查看最新情况",
    ),
)
OWN_NODE = problem_kind(
    "own_node",
    en=(
        "the node was reported by your unit or by yourself",
        "expected another unit to accept it",
        "leave it to the checker that is named for the node, or let the office name one",
    ),
    zh=(
        "该节点由您本人或您所在单位报送",
        "应由其他单位验收",
        "请交由该节点的验收单位办理，或由争先办指定验收单位",
    ),
)
NODES_NEEDED = problem_kind(
    "nodes_needed",
    en=(
        "the task has no node",
        "expected at least one node with its day",
        "write down by when which step is done",
    ),
    zh=("任务没有节点", "至少应有一个带期限的节点", "请填写分步节点及期限"),
)
NODES_OPEN = problem_kind(
    "nodes_open",
    en=(
        "{count} nodes are not accepted yet",
        "expected every node to be accepted before completion is reported",
        "report them, or ask for an adjustment that takes them out",
    ),
    zh=(
        "尚有 {count} 个节点未验收",
        "全部节点验收后方可报完成",
        "请先报送节点，或申请调整取消节点",
    ),
)
NODE_DONE = problem_kind(
    "node_done",
    en=(
        "node {number} is reported or accepted",
        "expected an open node, because only these are moved or taken out",
        "leave it as it is",
    ),
    zh=("节点 {number} 已报送或已验收", "只能调整未报送的节点", "请保留该节点"),
)
NOTHING_ASKED = problem_kind(
    "nothing_asked",
    en=(
        "nothing is changed",
        "expected a new day, another node, or something else that becomes another",
        "change what is to be another",
    ),
    zh=("没有作任何调整", "应至少调整一项期限、节点或其他内容", "请填写需要调整的内容"),
)
LAST_NODE = problem_kind(
    "last_node",
    en=(
        "no node would be left",
        "expected at least one node",
        "ask for cancellation of the task instead",
    ),
    zh=("调整后没有节点", "至少应保留一个节点", "如不再办理，请申请取消任务"),
)
RESULT_NEEDED = problem_kind(
    "result_needed",
    en=("the result is empty", "expected what was achieved", "write it down"),
    zh=("未填写完成情况", "应说明完成情况", "请填写"),
)
NAME_NEEDED = problem_kind(
    "name_needed",
    en=("the name is empty", "expected a name", "write it down"),
    zh=("未填写名称", "应有名称", "请填写"),
)
NODE_OUTSIDE = problem_kind(
    "node_outside",
    en=(
        "the node is due on {day}",
        "expected a day between {starts} and {due}, the days of the task",
        "correct the node or the days of the task",
    ),
    zh=("节点期限为 {day}", "应在任务期间 {starts} 至 {due} 之内", "请更正节点期限或任务起止日"),
)
WEIGHT_WRONG = problem_kind(
    "weight_wrong",
    en=("the weight is {weight}", "expected more than 0 and at most 10000", "correct it"),
    zh=("节点权重为 {weight}", "应大于 0 且不超过 10000", "请更正"),
)
SHARES_OVER = problem_kind(
    "shares_over",
    en=(
        "the shares of the co-units add up to {sum} %",
        "expected at most 100 %, because the lead has the rest",
        "lower the shares",
    ),
    zh=("协办单位占比合计为 {sum}%", "合计应不超过 100%，其余由牵头单位承担", "请调低占比"),
)
SHARE_WRONG = problem_kind(
    "share_wrong",
    en=("the share is {share} %", "expected between 0 and 100 %", "correct it"),
    zh=("占比为 {share}%", "应在 0 至 100% 之间", "请更正"),
)
UNIT_TWICE = problem_kind(
    "unit_twice",
    en=(
        "{unit} is named twice",
        "expected each unit once, the lead not among co-units",
        "remove it",
    ),
    zh=("{unit}重复", "各单位只列一次，牵头单位不列入协办", "请删去重复"),
)
CHECKER_LEADS = problem_kind(
    "checker_leads",
    en=(
        "{unit} leads the task and would accept its own node",
        "expected another unit, or the office",
        "choose another checker, or leave it empty for the office",
    ),
    zh=(
        "{unit}是牵头单位，不能验收自己的节点",
        "应为其他单位或争先办",
        "请另选验收单位，留空则由争先办验收",
    ),
)
NODE_OF_NEW_LEAD = problem_kind(
    "node_of_new_lead",
    en=(
        "node {number} is to be accepted by {unit}, which would lead the task",
        "expected that nobody accepts the own node",
        "let the office name who accepts node {number} first",
    ),
    zh=(
        "节点 {number} 的验收单位是{unit}，拟改为牵头单位",
        "牵头单位不能验收自己的节点",
        "请先由争先办为节点 {number} 另行指定验收单位",
    ),
)
NUMBER_TWICE = problem_kind(
    "number_twice",
    en=("node {number} stands twice", "expected each number once", "correct the number"),
    zh=("节点 {number} 重复", "节点序号不得重复", "请更正序号"),
)
NO_SUCH_CONTEST = problem_kind(
    "no_such_contest",
    en=('"{code}" is no contest of the plan', "expected one of its contests", "choose one"),
    zh=("考核办法中没有比拼“{code}”", "应为其中之一", "请从中选择"),
)
NO_SUCH_PROGRAMME = problem_kind(
    "no_such_programme",
    en=("there is no such programme", "expected a programme of the same plan", "choose one"),
    zh=("没有该工作体系", "应为同一考核办法下的工作体系", "请从中选择"),
)
TOO_MANY_NODES = problem_kind(
    "too_many_nodes",
    en=("the task has {count} nodes", "expected at most {limit}", "split the task"),
    zh=("任务有 {count} 个节点", "应不超过 {limit} 个", "请拆分任务"),
)
FORCE_OVER = problem_kind(
    "force_over",
    en=("the task force ended on {day}", "expected one that goes on", "found a new one"),
    zh=("该专班已于 {day} 结束", "应为未结束的专班", "如需继续，请新建专班"),
)
