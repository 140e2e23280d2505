"""What can be wrong with an official document or its conversion, told in both languages."""

from saima.plan.problems import problem_kind

NUMBER_MISSING = problem_kind(
    "document_number_missing",
    en=(
        'the document "{document}" is to be issued without a number',
        "expected a serial number such as 3 in X委办〔2021〕3号",
        "give it the next number of the year, or leave it a draft",
    ),
    zh=(
        "文件《{document}》拟印发，但没有发文字号",
        "应有顺序号，例如 X委办〔2021〕3号 中的 3",
        "请编号后再印发，或保留为草稿",
    ),
)
DATE_MISSING = problem_kind(
    "document_date_missing",
    en=(
        'the document "{document}" is to be issued without a date',
        "expected the day on which it is signed",
        "give the date, or leave it a draft",
    ),
    zh=("文件《{document}》拟印发，但没有成文日期", "应有签发日期", "请填写成文日期，或保留为草稿"),
)
OFFICE_PROGRAM_MISSING = problem_kind(
    "office_program_missing",
    en=(
        "LibreOffice was not found on this machine, so no PDF can be made",
        "expected the program soffice",
        "install LibreOffice, or download the .docx or .xlsx file and save it as PDF yourself",
    ),
    zh=(
        "本机未找到 LibreOffice，无法生成 PDF",
        "应装有程序 soffice",
        "请安装 LibreOffice，或下载 .docx、.xlsx 文件后自行另存为 PDF",
    ),
)
OFFICE_PROGRAM_SLOW = problem_kind(
    "office_program_slow",
    en=(
        "LibreOffice did not finish {count} files in {seconds} seconds",
        "expected it to be done by then",
        "try again with fewer files; the .docx and .xlsx files are not affected",
    ),
    zh=(
        "LibreOffice 未能在 {seconds} 秒内转换完 {count} 个文件",
        "应在此时限内完成",
        "请减少文件后重试；.docx、.xlsx 文件不受影响",
    ),
)
PDF_NOT_MADE = problem_kind(
    "pdf_not_made",
    en=(
        'LibreOffice made no PDF of "{document}": {reason}',
        "expected one PDF for each file",
        "open the file in an office program and save it as PDF there",
    ),
    zh=(
        "LibreOffice 未能将“{document}”转换为 PDF：{reason}",
        "应为每个文件生成一个 PDF",
        "请用办公软件打开该文件并另存为 PDF",
    ),
)
