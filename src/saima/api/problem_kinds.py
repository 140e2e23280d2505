"""What can be wrong with a call itself, told in both languages."""

from saima.plan.problems import problem_kind

SCOPE_MISSING = problem_kind(
    "scope_missing",
    en=("the token is not for this", "expected a token with this scope", "make another token"),
    zh=("令牌不含此项范围", "应使用含此范围的令牌", "请另行签发令牌"),
)
NOT_SIGNED_IN = problem_kind(
    "not_signed_in",
    en=(
        "there is no valid token",
        'expected the header "Authorization: Bearer <token>"',
        "make a token, or a new one where it has expired",
    ),
    zh=("没有有效令牌", "应有请求头“Authorization: Bearer <令牌>”", "请签发令牌；过期的请重新签发"),
)
INVALID_REQUEST = problem_kind(
    "invalid_request",
    en=("{place}: {reason}", "expected what the OpenAPI document says", "correct the request"),
    zh=("{place}：{reason}", "应符合 OpenAPI 文档", "请改正请求"),
)
NOT_JSON = problem_kind(
    "not_json",
    en=("the body cannot be read", "expected JSON in UTF-8", "correct the request"),
    zh=("无法读取请求体", "应为 UTF-8 编码的 JSON", "请改正请求"),
)
BAD_CURSOR = problem_kind(
    "bad_cursor",
    en=("the cursor is none of ours", 'expected the "next" of a page', "begin without a cursor"),
    zh=("游标无效", "应为上一页的 next", "请不带游标重新开始"),
)
NO_RESULT = problem_kind(
    "no_result",
    en=("there is no result for this", "expected a unit and part of the plan", "correct the call"),
    zh=("没有相应结果", "应为办法中的单位和项目", "请改正请求"),
)
KEY_REUSED = problem_kind(
    "idempotency_key_reused",
    en=(
        "this Idempotency-Key came with another request",
        "expected a new key for each new request",
        "choose another key",
    ),
    zh=("此 Idempotency-Key 已用于其他请求", "每个新请求应用新的键", "请更换键"),
)
