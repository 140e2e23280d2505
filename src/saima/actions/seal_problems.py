"""What can be wrong with a sealed board in the records, told in both languages."""

from saima.plan.problems import problem_kind

BOARD_GONE = problem_kind(
    "seal_board_gone",
    en=(
        "seal {sequence} of {plan} is in the log, but its board is not there as it was sealed",
        "expected every sealed board",
        "find out who changed the database, and restore it from a copy",
    ),
    zh=(
        "日志中有 {plan} 的第 {sequence} 号封存，但相应榜单缺失或不符",
        "已封存的榜单应全部存在",
        "请查明数据库由谁改动，并从备份恢复",
    ),
)
BUNDLE_GONE = problem_kind(
    "seal_bundle_gone",
    en=(
        "the bundle of the board is not there",
        "expected the one that was sealed",
        "find out who changed the database, and restore it from a copy",
    ),
    zh=("榜单的封存包缺失", "应有封存时的封存包", "请查明数据库由谁改动，并从备份恢复"),
)
BUNDLE_OTHER = problem_kind(
    "seal_bundle_other",
    en=(
        "the bundle has SHA-256 {found}",
        "expected {expected}, as it was stored",
        "find out who changed the database, and restore it from a copy",
    ),
    zh=(
        "封存包的 SHA-256 为 {found}",
        "应为存入时的 {expected}",
        "请查明数据库由谁改动，并从备份恢复",
    ),
)
BOARD_OTHER = problem_kind(
    "seal_board_other",
    en=(
        "the records say {recorded} for {name}, the bundle says {sealed}",
        "expected both to be the same",
        "find out who changed the database, and restore it from a copy",
    ),
    zh=(
        "{name}：记录为 {recorded}，封存包为 {sealed}",
        "两者应一致",
        "请查明数据库由谁改动，并从备份恢复",
    ),
)
TOTAL_OTHER = problem_kind(
    "seal_total_other",
    en=(
        "the row of {unit} is not that of the bundle",
        "expected both to be the same",
        "find out who changed the database, and restore it from a copy",
    ),
    zh=("{unit}的行与封存包不一致", "两者应一致", "请查明数据库由谁改动，并从备份恢复"),
)
LEDGER_OTHER = problem_kind(
    "seal_ledger_other",
    en=(
        "{table}: sealed was {sealed}, the ledger of that moment now has {recorded}",
        "expected the ledger as it was when the board was sealed",
        "find out who changed the database, and restore it from a copy",
    ),
    zh=(
        "{table}：封存时为 {sealed}，该时点的台账现为 {recorded}",
        "台账应与封存时一致",
        "请查明数据库由谁改动，并从备份恢复",
    ),
)
BOARD_UNLOGGED = problem_kind(
    "seal_board_unlogged",
    en=(
        "the log knows nothing of seal {sequence} of {plan}",
        "expected every seal to be in the log",
        "find out who changed the database, and restore it from a copy",
    ),
    zh=(
        "日志中没有 {plan} 第 {sequence} 号封存的记录",
        "每次封存均应有日志记录",
        "请查明数据库由谁改动，并从备份恢复",
    ),
)
