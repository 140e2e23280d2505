"""What can be wrong with a filled form, told in both languages; ``{cell}`` is where it stands."""

from saima.plan.problems import problem_kind

FORM_KIND = problem_kind(
    "form_kind",
    en=("{name} is neither .xlsx nor .csv", "expected the filled form", "save it as .xlsx or .csv"),
    zh=("{name} 不是 .xlsx 或 .csv", "应为填好的填报表", "请另存为 .xlsx 或 .csv"),
)
FORM_TOO_LARGE = problem_kind(
    "form_too_large",
    en=(
        "the file has {size} KB",
        "expected at most {limit} KB",
        "fill in the form as it was downloaded, without pictures and other sheets",
    ),
    zh=(
        "文件为 {size} KB",
        "应不超过 {limit} KB",
        "请使用下载的原表填写，不要另加内容",
    ),
)
FORM_EMPTY = problem_kind(
    "form_empty",
    en=("the file is empty (0 bytes)", "expected the filled form", "choose the right file"),
    zh=("文件为空（0 字节）", "应为填好的填报表", "请选择正确的文件"),
)
FORM_MACROS = problem_kind(
    "form_macros",
    en=("the workbook holds macros", "expected a workbook without", "save it as plain .xlsx"),
    zh=("工作簿含有宏", "应为不含宏的工作簿", "请另存为普通的 .xlsx"),
)
FORM_BEYOND = problem_kind(
    "form_beyond",
    en=(
        "the sheet reaches to row {row} and column {column}",
        "expected at most {rows} rows and {columns} columns",
        "delete what stands outside of the form, or download it anew",
    ),
    zh=(
        "工作表延伸到第 {row} 行、第 {column} 列",
        "应不超过 {rows} 行、{columns} 列",
        "请删除表外内容，或重新下载填报表",
    ),
)
FORM_SHEET = problem_kind(
    "form_sheet",
    en=("the workbook has no sheet {sheet}", "it has: {found}", "use the form as downloaded"),
    zh=("工作簿中没有工作表“{sheet}”", "现有：{found}", "请使用下载的原表"),
)
FORM_HEADER = problem_kind(
    "form_header",
    en=(
        "the row with the titles is not there",
        "expected the columns {columns}",
        "download the form again and copy the values into it",
    ),
    zh=("找不到表头行", "应有列：{columns}", "请重新下载填报表，并把数值复制进去"),
)
FORM_COLUMN_TWICE = problem_kind(
    "form_column_twice",
    en=("the column {column} is there twice", "expected it once", "delete one of them"),
    zh=("列“{column}”出现了两次", "每列只应出现一次", "请删除其中一列"),
)
FORM_NOTHING = problem_kind(
    "form_nothing",
    en=("no value is filled in", "expected at least one", "fill in the yellow cells"),
    zh=("没有填写任何数值", "至少应填写一项", "请在黄色单元格中填写"),
)
ROW_KEY = problem_kind(
    "row_key",
    en=(
        'the key in {cell} is "{value}"',
        "expected the key that the form came with",
        "download the form again and copy the values into it",
    ),
    zh=("{cell} 的编号为“{value}”", "应为填报表原有的编号", "请重新下载填报表，并把数值复制进去"),
)
ROW_TWICE = problem_kind(
    "row_twice",
    en=("the rows {first} and {row} are for the same value", "expected one", "delete one of them"),
    zh=("第 {first} 行与第 {row} 行是同一数值", "每个数值只应有一行", "请删除其中一行"),
)
CELL_AS_FORMULA = problem_kind(
    "cell_as_formula",
    en=(
        'it begins with "{sign}", which a spreadsheet may run as a formula',
        "expected a number or a plain text",
        "put a word before it",
    ),
    zh=("以“{sign}”开头，可能被当作公式执行", "应为数字或普通文字", "请在前面加上文字"),
)
CELL_NOT_COUNT = problem_kind(
    "cell_not_count",
    en=('"{value}" is no count', "expected a whole number of 1 or more", "correct it"),
    zh=("“{value}”不是个数", "应为不小于 1 的整数", "请改正"),
)
CELL_NOT_ASKED = problem_kind(
    "cell_not_asked",
    en=("this cell is filled in", "expected only {asked} for this indicator", "clear the cell"),
    zh=("此格不应填写", "该指标只填：{asked}", "请清空该单元格"),
)
CELL_NOT_TICK = problem_kind(
    "cell_not_tick",
    en=('"{value}" is neither yes nor empty', 'expected "yes" or nothing', "correct the cell"),
    zh=("“{value}”不是“是”，也不是空", "应填“是”或留空", "请改正该单元格"),
)
CELL_BOTH = problem_kind(
    "cell_both",
    en=(
        "it says that there is no number, and others are filled in",
        "expected one of both",
        "clear the tick or the other cells",
    ),
    zh=("已标明无需填数，又填了其他内容", "两者只应有其一", "请清空标记或其他单元格"),
)
CELL_TOO_LONG = problem_kind(
    "cell_too_long",
    en=("the text has {count} characters", "expected at most {limit}", "shorten it"),
    zh=("文字有 {count} 个字", "应不超过 {limit} 个字", "请缩短"),
)
CELL_ALONE = problem_kind(
    "cell_alone",
    en=("this cell is filled in, but no number", "expected the number", "fill in {asked}"),
    zh=("此格已填，但没有数值", "应有数值", "请填写{asked}"),
)
ROW_OTHER_ROUND = problem_kind(
    "row_other_round",
    en=(
        "this row is from the form of another month or an older plan",
        "expected the form of {month}",
        "download the form of {month} and copy the values into it",
    ),
    zh=(
        "此行出自其他月份或旧办法的填报表",
        "应为 {month} 的填报表",
        "请下载 {month} 的填报表，并把数值复制进去",
    ),
)
ROW_UNKNOWN = problem_kind(
    "row_unknown",
    en=(
        "this value is not due from your unit in this month",
        "expected a value that you are asked for",
        "delete the row",
    ),
    zh=("本单位本月不需填报此项", "应为向您征集的数值", "请删除该行"),
)
