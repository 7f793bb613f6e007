"""Units of quantities in Chinese and English, each with its canonical form.

Counters are one class: a paraphrase may turn 12 张工单 into 12 个工单. What a source tells apart
stays apart: 工作日 is no 自然日, 百分点 no %, 人天 no 天.
"""

from __future__ import annotations

import re

COUNT = "count"
PERCENT = "%"

_FORMS = {
    COUNT: (
        "个 条 项 件 张 家 台 套 例 笔 起 款 份 单 只 处 块 颗 篇 枚 支 座 类 种 点 批 组 本 "
        "门 部 轮 版 封 页 行 列 道 宗 册 栋 间 层 节 段 步 环 面 包 箱 盒 瓶 桶 卷 根 items "
        "item tickets ticket issues issue tasks task bugs bug defects defect prs pr cases "
        "case requests modules module packages package files file pages page systems system "
        "servers server orders order records record rows row commits commit incidents "
        "incident stories story tests test points point"
    ),
    "person": (
        "人 名 位 人员 people persons person users user participants engineers members developers"
    ),
    "time": "次 回 遍 趟 times time",
    "person-time": "人次 visits visit",
    "day": "天 日 days day d",
    "workday": "个工作日 工作日 working_days working_day workdays business_days business_day",
    "calendar day": "个自然日 自然日 calendar_days calendar_day",
    "week": "周 个周 个星期 星期 weeks week",
    "month": "个月 月 months month",
    "quarter": "个季度 季度 quarters",
    "year": "年 years year 周年",
    "hour": "小时 个小时 h hours hour hrs hr 个钟头 钟头",
    "minute": "分钟 min mins minutes minute",
    "second": "秒 秒钟 s sec secs seconds second",
    "ms": "毫秒 ms",
    "person-day": "人天 人日 person-days person-day man-days",
    "person-month": "人月 person-months person-month",
    PERCENT: "% percent 个百分 ％",
    "percentage point": "个百分点 百分点 percentage_points percentage_point pp",
    "yuan": "元 块钱 元人民币 rmb cny yuan",
    "dollar": "美元 usd dollars",
    "times over": "倍 x fold",
    "share": "成",
    "byte GB": "gb g",
    "byte MB": "mb",
    "byte KB": "kb",
    "byte TB": "tb t",
    "core": "核 c cores vcpu",
    "km": "公里 千米 km",
    "metre": "米 m",
    "cm": "厘米 cm",
    "mm": "毫米 mm",
    "square metre": "平方米 平米 ㎡",
    "kg": "公斤 千克 kg",
    "tonne": "吨",
    "degree": "度 ℃ °c",
    "score": "分",
    "qps": "qps tps",
    "seat": "工位 席",
    "shift": "班",
    "bed": "张床 床",
}
UNIT_OF = {form.replace("_", " "): unit for unit, forms in _FORMS.items() for form in forms.split()}
_LONGEST_FIRST = sorted(UNIT_OF, key=len, reverse=True)
_PATTERN = re.compile(
    r"(?:\s(?:more|full|additional|extra|whole|further|consecutive)"
    r"(?=\s(?:(?:working|business|calendar)\s)?(?:minute|hour|day|week|month|year)s?(?![A-Za-z])))?"
    r"\s?(?P<unit>"
    + "|".join(re.escape(form) for form in _LONGEST_FIRST if not form[0].isascii())
    + r"|%|(?:"
    + "|".join(re.escape(form) for form in _LONGEST_FIRST if form[0].isascii() and form != "%")
    + r")(?![A-Za-z]))",
    re.IGNORECASE,
)
_NOT_A_UNIT = re.compile(
    "[个项条](?:别|性|体|人信)|点(?:击|评|检|位)|分(?:支|析|公司|店|布|别|为|期|批|类)|面(?:向|对|试)"
    "|步(?:骤|长)|成(?:功|立|本|果|员|为|熟)|度(?:假|量)|位(?:于|置)|名(?:称|为)|处(?:理|于)|起(?:来|草)"
    "|行(?:业|动|政)|段(?:落)|节(?:点|假)|班(?:级|次)|环(?:境|节|比)|包(?:括|含|装)|组(?:织|件|长)"
    "|单(?:元|位|独|号)|本(?:月|周|期|次)|版(?:本)|批(?:量|准)|层(?:级|次)|时(?:间)|日(?:志|报|常)"
    "|周(?:期|报|会)|年(?:级)|人(?:工|员(?!)|力|事)|次(?:数|要)|门(?:店|诊|禁|户)|列(?:表|出)|支(?:持|付|撑)"
    "|台(?:账|阶)|块(?:链)|套(?:餐)|笔(?:记)|张(?:贴)|家(?:属|长)|条(?:件|码|款)|项(?:目)|件(?:数)|部(?:门|署|分|件|委|长|队|位|下|落|级|里|内|外|属)"
)


def read_unit(text: str, at: int) -> tuple[str, int]:
    """The unit that stands at `at` (after one blank at most) and where it ends; else ("", at).

    A counter that begins an everyday word (分支, 环境, 项目) is no unit.
    """
    match = _PATTERN.match(text, at)
    if match is None:
        return "", at
    form = match["unit"]
    if len(form) == 1 and not form.isascii() and _NOT_A_UNIT.match(text, match.start("unit")):
        return "", at
    return UNIT_OF.get(form.lower(), UNIT_OF.get(form, "")), match.end()
