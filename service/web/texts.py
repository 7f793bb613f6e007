"""Every word of the pages, in Chinese and English: one table, looked up by key.

A text may hold named places like {count}. The words for the parts of a draft are in `vocabulary`.
"""

from __future__ import annotations

from collections.abc import Mapping

from service.errors import Language
from service.review import Both
from service.web.critique_texts import CRITIQUE_TEXTS
from service.web.intake_texts import INTAKE_TEXTS
from service.web.vocabulary import VOCABULARY

TEXTS: Mapping[str, Both] = {
    # --- every page
    "brand": Both("复盘", "Fupan"),
    "nav.label": Both("主导航", "Main"),
    "nav.start": Both("月度总结", "Monthly review"),
    "nav.critique": Both("批注草稿", "Critique a draft"),
    "nav.skip": Both("跳到正文", "Skip to content"),
    "nav.language": Both("切换语言", "Language"),
    "footer.text": Both(
        "资料只存在这台机器上。没有人定稿之前，什么都不算数。",
        "Everything stays on this machine. Nothing counts until a person has signed it.",
    ),
    "footer.api": Both("接口说明", "API description"),
    "month.title": Both("{year} 年 {month} 月", "{month_name} {year}"),
    "or": Both("或", "or"),
    "none": Both("无", "none"),
    "back.start": Both("回到首页", "Back to the start page"),
    "list.separator": Both("、", ", "),
    # --- start page
    "start.title": Both("把一个月的资料，变成一份能定稿的总结", "From a month's notes to a review"),
    "start.lead": Both(
        "贴上这个月的会议纪要、笔记和工单导出，得到四个部分的实施总结草稿，每一条都指明出处。"
        "你逐条接受、修改或拒绝；定稿之后，下个月它会逐条追问这次答应的事。",
        "Paste the month's minutes, notes and ticket exports and get a four-section draft in which"
        " every line shows where it comes from. You accept, edit or reject each line; once signed,"
        " next month asks about every promise you made.",
    ),
    "start.form": Both("新的草稿", "New draft"),
    "start.project": Both("项目名称", "Project"),
    "start.month": Both("月份", "Month"),
    "start.month.hint": Both("写成 2026-10 这样", "Written like 2026-10"),
    "start.text": Both("资料", "Material"),
    "start.text.hint": Both(
        "会议纪要、周报、聊天记录、工单表格（连同表头）都可以，不用整理。",
        "Minutes, weekly notes, chat, ticket tables with their header: no need to tidy up.",
    ),
    "start.text.placeholder": Both(
        "例：10 月 21 日例会：订单接口联调完成，客户已验收；数据迁移晚了 8 天，因为……",
        "e.g. Meeting of 21 October: the order interface passed acceptance; the data migration"
        " came 8 days late, because …",
    ),
    "start.files": Both("或者上传文件", "Or upload files"),
    "start.files.hint": Both(
        "纪要、会议转写、工单导出，文本、表格、文档、邮件、压缩包都可以，可以多选；每个不超过 20 MB。",
        "Minutes, transcripts, ticket exports: text, tables, documents, mail or a zip, several at once; up to"
        " 20 MB each.",
    ),
    "file.choose": Both("选择文件", "Choose files"),
    "file.none": Both("尚未选择", "None chosen"),
    "start.options": Both("更多选项", "More options"),
    "start.last": Both("上月定稿的总结", "Last month's signed review"),
    "start.last.hint": Both(
        "不选也行：同一项目已定稿的上一份会自动带上。可上传下载过的 JSON 文件。",
        "Not needed: the project's latest signed review is used by itself. You may upload a"
        " downloaded JSON file.",
    ),
    "start.encoding": Both("文件编码", "File encoding"),
    "start.encoding.auto": Both("自动识别", "Recognise it"),
    "start.encoding.hint": Both("乱码时再选。", "Only if the text comes out garbled."),
    "start.language": Both("草稿语言", "Language of the draft"),
    "start.language.auto": Both("跟随资料", "As the material"),
    "start.language.zh": Both("中文", "Chinese"),
    "start.language.en": Both("英文", "English"),
    "start.submit": Both("生成草稿", "Make the draft"),
    "start.stored": Both("本月已收下的资料", "Material already here for this month"),
    "start.stored.hint": Both(
        "勾选的会和新资料一起用。", "What is ticked is used along with the new material."
    ),
    "start.projects": Both("项目", "Projects"),
    "start.empty": Both("还没有项目。", "No projects yet."),
    "start.empty.hint": Both(
        "在这一页贴上资料就能开始；想先看看效果，可以用样例月份试一次。",
        "Paste some material to begin, or try it on the sample month first.",
    ),
    "start.sample": Both("用样例月份试一试", "Try the sample month"),
    "start.import": Both("载入以前写的总结", "Load a review written before"),
    "start.draft": Both("草稿", "Draft"),
    "start.decided": Both("已定 {decided} / {total} 条", "{decided} of {total} decided"),
    "start.signed": Both("已定稿", "Signed"),
    "start.imported": Both("导入", "Imported"),
    "start.signed_by": Both("{name} 定稿", "signed by {name}"),
    "start.again": Both("补充资料，重新生成", "Add material and draft again"),
    "start.nothing_kept": Both(
        "浏览器不会保留选过的文件，请改好后重新选择；文字都还在。",
        "Browsers do not keep chosen files: choose them again. Your text is still here.",
    ),
    "start.kept": Both(
        "已经收下：{names}。改好其余的再提交即可，不会重复收。",
        "Already taken: {names}. Mend the rest and submit again; nothing is taken twice.",
    ),
    "start.project.missing": Both("请填写项目名称。", "Give the project a name."),
    "start.nothing": Both(
        "还没有资料：请贴上文字，或选择文件。", "Nothing yet: paste some text or choose files."
    ),
    "refused.file": Both("{name}：{message}", "{name}: {message}"),
    "refused.paste": Both("粘贴的文字：{message}", "Pasted text: {message}"),
    # --- run page
    "run.title": Both("正在生成草稿", "Making the draft"),
    "run.lead": Both(
        "通常只要几秒。可以关掉这个页面，草稿会出现在首页。",
        "This takes a few seconds. You may close the page; the draft will be on the start page.",
    ),
    "run.failed": Both("草稿没有生成", "The draft was not made"),
    "run.retry": Both("回去修改资料", "Go back to the material"),
    "run.now": Both("正在进行", "in progress"),
    "run.done": Both("完成", "done"),
    "run.step.queued": Both("收下资料", "Taking the material"),
    "run.step.facts": Both("读出事实", "Reading the facts"),
    "run.step.follow_up": Both("对照上月行动", "Checking last month's actions"),
    "run.step.drafting": Both("写四个部分", "Writing the four sections"),
    "run.step.grounding": Both("核对依据", "Checking the evidence"),
    "run.step.critique": Both("找出含糊之处", "Looking for what is vague"),
    # --- review page
    "draft.eyebrow": Both("草稿，等待审核", "Draft, to be reviewed"),
    "draft.title": Both("{project} · {month}", "{project} · {month}"),
    "draft.already_signed": Both("这份草稿已经定稿。", "This draft has been signed."),
    "draft.open_review": Both("查看定稿", "Open the signed review"),
    "draft.writer.rules": Both("由规则写成，未使用模型", "Written by rules, without a model"),
    "draft.writer.model": Both("由模型起草", "Written by a model"),
    "draft.writer.mixed": Both("由模型和规则起草", "Written by a model and rules"),
    "draft.made_from": Both("来自 {count} 份资料", "Sources used: {count}"),
    "draft.last_review": Both("对照的上月定稿", "Last month's signed review"),
    "draft.sections": Both("各部分进度", "Progress by section"),
    "draft.as_markdown": Both("下载草稿", "Download the draft"),
    "draft.empty_section": Both(
        "资料里没有读出这一部分的内容。", "Nothing in the material belongs to this section."
    ),
    "draft.notices": Both("提示", "Notices"),
    "draft.keys": Both(
        "键盘：j / k 下一条、上一条，a 接受，e 编辑，x 拒绝。",
        "Keyboard: j / k next and previous, a accept, e edit, x reject.",
    ),
    "reviewer.name": Both("审核人", "Reviewer"),
    "reviewer.hint": Both(
        "每个决定都记在这个名字下。", "Every decision is recorded under this name."
    ),
    "reviewer.save": Both("记住", "Remember"),
    "follow_up.title": Both("上月行动，逐条回答", "Last month's actions, one by one"),
    "follow_up.lead": Both(
        "这些是上个月定稿时答应的事。请逐条确认现在的情况。",
        "These were promised in last month's signed review. Say of each how it stands.",
    ),
    "follow_up.none": Both(
        "没有上月定稿的总结，所以没有要追问的行动。定稿这一份之后，下个月就有了。",
        "There is no signed review of last month, so nothing to ask about. Sign this one and next"
        " month there will be.",
    ),
    "follow_up.proposed": Both("从资料看：{answer}", "The material suggests: {answer}"),
    "follow_up.legend": Both("现在的情况", "How it stands"),
    "follow_up.save": Both("确认回答", "Confirm the answer"),
    "follow_up.answered": Both("已回答：{answer}", "Answered: {answer}"),
    "follow_up.from_material": Both(
        "资料已有答案，请核对", "Answered by the material; please check"
    ),
    "follow_up.unanswered": Both("待回答", "To be answered"),
    "item.act.accept": Both("接受", "Accept"),
    "item.act.edit": Both("编辑", "Edit"),
    "item.act.needs_case": Both("需补案例", "Needs a case"),
    "item.act.reject": Both("拒绝", "Reject"),
    "item.act.confirm": Both("我确认属实", "I vouch for it"),
    "item.edit.label": Both("改成", "New wording"),
    "item.edit.save": Both("保存修改", "Save the wording"),
    "item.reason": Both("理由（可不填）", "Reason (optional)"),
    "item.state.open": Both("未定", "Undecided"),
    "item.state.accept": Both("已接受", "Accepted"),
    "item.state.edit": Both("已修改", "Edited"),
    "item.state.needs_case": Both("等待补案例", "Waiting for a case"),
    "item.state.reject": Both("已拒绝", "Rejected"),
    "item.state.confirm": Both("已由人确认", "Vouched for"),
    "item.original": Both("原来的写法", "Original wording"),
    "item.unknown": Both("待定：{fields}", "Not known yet: {fields}"),
    "item.questions": Both("待补充", "To be filled in"),
    "item.doubts": Both("待核实", "To be verified"),
    "item.doubts.hint": Both(
        "依据里找不到这些内容。请修改、拒绝，或以你的名义确认。",
        "The evidence does not say this. Edit it, reject it, or vouch for it yourself.",
    ),
    "item.finding": Both("写得含糊", "Vague"),
    "item.cases": Both("资料里可能的案例", "Possible cases in the material"),
    "item.skeleton": Both("可以这样写", "It could read"),
    "item.refused": Both("没有保存", "Not saved"),
    "evidence.title": Both("依据 {count} 处", "Evidence ({count})"),
    "evidence.none": Both(
        "没有依据，这一条不来自资料。", "No evidence: this does not come from the material."
    ),
    "evidence.not_found": Both("本月资料里没有提到。", "The month's material does not mention it."),
    "evidence.more": Both("另有 {count} 处", "{count} more"),
    "place.text": Both("第 {line} 行", "line {line}"),
    "place.row": Both("第 {row} 行", "row {row}"),
    "place.paragraph": Both("第 {paragraph} 段", "paragraph {paragraph}"),
    "place.page": Both("第 {page} 页", "page {page}"),
    "place.turn": Both("第 {turn} 次发言 · {speaker}", "turn {turn} · {speaker}"),
    "place.turn_at": Both("{time} · {speaker}", "{time} · {speaker}"),
    "place.nobody": Both("未知发言人", "unknown speaker"),
    "place.sheet": Both("工作表“{sheet}”{place}", "sheet “{sheet}”, {place}"),
    "place.table": Both("第 {row} 行 · {header}", "row {row} · {header}"),
    "place.paste": Both("粘贴的文字 {number}", "pasted text {number}"),
    "panel.conflicts": Both("资料互相矛盾之处", "Where the sources disagree"),
    "panel.conflicts.lead": Both(
        "两边都列在这里，由你决定以哪个为准。",
        "Both sides are here; which one holds is yours to say.",
    ),
    "panel.ledger": Both("覆盖清单", "What became of each ticket and problem"),
    "panel.ledger.lead": Both(
        "每张工单、每个问题、每项上月行动的去向：写进草稿、合并成一条，或略去并说明原因。",
        "Where each ticket, problem and last-month action went: in the draft, grouped with others,"
        " or left out with a reason.",
    ),
    "panel.ledger.entry": Both("事项", "Entry"),
    "panel.ledger.kind": Both("类别", "Kind"),
    "panel.ledger.status": Both("去向", "Where it went"),
    "panel.ledger.reason": Both("原因", "Reason"),
    "panel.sources": Both("资料", "Sources"),
    "sign.title": Both("定稿", "Sign off"),
    "sign.close": Both("收起", "Close"),
    "sign.progress": Both("已定 {decided} / {total}", "{decided} of {total} decided"),
    "sign.name": Both("审核人姓名", "Your name"),
    "sign.rest": Both("其余 {count} 条全部接受", "Accept the other {count}"),
    "sign.submit": Both("定稿", "Sign off"),
    "sign.ready": Both("全部已定，可以定稿。", "All decided: ready to sign."),
    "sign.open": Both(
        "还有 {count} 条未定：逐条决定，或勾选全部接受。",
        "{count} still open: decide each, or accept the rest.",
    ),
    "sign.blocked": Both(
        "有 {count} 条待核实，须先修改、拒绝或确认：",
        "{count} could not be verified; first edit, reject or vouch for:",
    ),
    "sign.waiting": Both("有 {count} 条等待补案例：", "{count} waiting for a case:"),
    "sign.once": Both(
        "定稿之后不能再改；它会成为下个月的基准。",
        "A signed review is final; it becomes next month's baseline.",
    ),
    "save.saving": Both("保存中……", "Saving …"),
    "save.saved": Both("已保存", "Saved"),
    "save.failed": Both("没有保存，请再试一次。", "Not saved. Please try again."),
    # --- signed review page
    "review.eyebrow": Both("已定稿", "Signed"),
    "review.imported": Both("以前写的总结，已由人确认", "Written before, confirmed by a person"),
    "review.signed": Both("{name} 于 {time} 定稿", "Signed by {name} on {time}"),
    "review.markdown": Both("下载 Markdown", "Download Markdown"),
    "review.json": Both("下载 JSON", "Download JSON"),
    "review.next": Both("开始写下个月", "Start next month"),
    "review.next.hint": Both(
        "下个月的草稿会自动带上这一份，逐条追问其中的行动。",
        "Next month's draft will use this one and ask about each of its actions.",
    ),
    "review.follow_up": Both("上月行动", "Last month's actions"),
    "review.action": Both("行动", "Action"),
    "review.answer": Both("结果", "Outcome"),
    "review.empty": Both("这一部分没有内容。", "Nothing in this section."),
    "seal": Both("定稿", "Signed"),
    # --- loading a review written before
    "import.title": Both("载入以前写的总结", "Load a review written before"),
    "import.lead": Both(
        "把以前写好的月度总结贴进来。由你确认之后，它和定稿的总结一样成为记忆，并标明是导入的。",
        "Paste a review that was written without this service. Once you confirm it, it is"
        " remembered like a signed one and marked as imported.",
    ),
    "import.text": Both("总结全文", "The whole review"),
    "import.file": Both("或者上传文件", "Or upload a file"),
    "import.confirmed_by": Both("确认人姓名", "Confirmed by"),
    "import.submit": Both("确认并载入", "Confirm and load"),
    # --- source page
    "source.rows": Both(
        "读到 {read} 行，收下 {kept} 行，退回 {refused} 行",
        "{read} rows read, {kept} kept, {refused} refused",
    ),
    "source.refused": Both("没有读入的行", "Rows that were not read"),
    "source.row": Both("第 {row} 行", "Row {row}"),
    "source.part": Both(
        "资料很长，这里显示第 {first} 到 {last} 行。",
        "This source is long; lines {first} to {last} are shown.",
    ),
    "source.text": Both("原文", "Text"),
    "source.download": Both("下载原文件", "Download the original"),
    # --- error page
    "error.typed": Both(
        "刚才填的内容还在浏览器的上一页。", "What you typed is on the previous page."
    ),
    "error.code": Both("错误代号", "Error code"),
}

_ALL: Mapping[str, Both] = {**TEXTS, **CRITIQUE_TEXTS, **INTAKE_TEXTS, **VOCABULARY}


def has_text(key: str) -> bool:
    """Whether the table knows `key`."""
    return key in _ALL


def text(key: str, language: Language, **places: object) -> str:
    """The text of `key` with its places filled. Raises KeyError for an unknown key or place."""
    both = _ALL[key]
    chosen = both.zh if language == "zh" else both.en
    return chosen.format(**places) if places else chosen
