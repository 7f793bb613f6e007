"""The words of the pages that critique a draft, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from service.review import Both

CRITIQUE_TEXTS: Mapping[str, Both] = {
    # --- handing a draft in
    "critique.title": Both("给写好的草稿做批注", "Critique a draft that is already written"),
    "critique.lead": Both(
        "贴上或上传写好的总结，逐句看哪里含糊、缺负责人、缺日期、缺案例，当场改好再下载。",
        "Paste or upload a review that is written already. See sentence by sentence what is vague or"
        " lacks an owner, a date or a case; mend it here and download it.",
    ),
    "critique.text": Both("草稿全文", "The whole draft"),
    "critique.file": Both("或者上传一份文件", "Or upload a file"),
    "critique.file.hint": Both(
        "文本、Markdown、Word、PDF、网页或邮件都可以，不超过 20 MB。",
        "Text, Markdown, Word, PDF, a web page or a mail; up to 20 MB.",
    ),
    "critique.file.choose": Both("选择文件", "Choose a file"),
    "critique.beside": Both("和哪个月的资料对照（可不填）", "Compare with a month (optional)"),
    "critique.beside.hint": Both(
        "填了项目和月份，就会对照已收下的资料和上月定稿的行动：含糊的句子配上案例，漏掉的行动会追问。",
        "With a project and a month the draft is compared with the material taken for it and with last"
        " month's signed actions: vague sentences get cases, forgotten actions are asked for.",
    ),
    "critique.sources": Both("另外贴一些当月资料", "Paste some of the month's material"),
    "critique.sources.hint": Both(
        "只用来给这份草稿找案例，不会收进项目。",
        "Only to find cases for this draft; it is not taken into a project.",
    ),
    "critique.submit": Both("做批注", "Critique it"),
    "critique.latest": Both("最近批注过的草稿", "Drafts critiqued lately"),
    "critique.pasted": Both("粘贴的草稿", "Pasted draft"),
    "critique.version": Both("第 {version} 版", "version {version}"),
    # --- the critique: head
    "critique.eyebrow": Both("批注", "Critique"),
    "critique.download": Both("下载改好的 Markdown", "Download the mended Markdown"),
    "critique.another": Both("批注另一份", "Critique another one"),
    "critique.compared": Both("对照了：{what}", "Compared with: {what}"),
    "critique.compared.sources": Both("本月资料 {count} 份", "{count} of the month's sources"),
    "critique.compared.pasted": Both("贴上的资料 {count} 段", "{count} pasted texts"),
    "critique.compared.review": Both("{month} 定稿的行动", "the actions signed in {month}"),
    "critique.compared.nothing": Both(
        "没有对照资料：只看写法，不找案例，也不核对上月行动。",
        "Compared with nothing: only the wording is judged, no cases and no last month's actions.",
    ),
    "critique.progress": Both("处理进度", "Progress"),
    "critique.progress.open": Both("待处理", "open"),
    "critique.progress.accepted": Both("已采纳待改", "accepted, to mend"),
    "critique.progress.waived": Both("不用改", "waived"),
    "critique.progress.cleared": Both("已改好", "mended"),
    "critique.clean": Both(
        "没有找到问题。检查只看得出写法上的毛病，事实仍要人核对。",
        "Nothing found. The checks see how it is written; facts still need a person.",
    ),
    "critique.all_settled": Both(
        "每一处都处理过了。可以下载改好的草稿。",
        "Every finding is settled. Download the mended draft.",
    ),
    # --- summary
    "critique.summary": Both("强弱一览", "Strong and weak"),
    "critique.summary.hint": Both(
        "数的是句子；“不用改”的不计入。", "Counted in sentences; what was waived is not counted."
    ),
    "critique.sum.size": Both(
        "{sentences} 句，{findings} 处要看。", "Sentences: {sentences}; findings: {findings}."
    ),
    "critique.sum.severities": Both("其中{severities}。", "Of these: {severities}."),
    "critique.sum.severity": Both("{name} {count}", "{name} {count}"),
    "critique.sum.strong": Both("写实的：{what}。", "Concrete: {what}."),
    "critique.sum.whole": Both(
        "{count} 句数字、负责人、日期齐全", "{count} with figure, owner and date"
    ),
    "critique.sum.figures": Both("{count} 句有数字", "{count} with a figure"),
    "critique.sum.owners": Both("{count} 句有负责人", "{count} with an owner"),
    "critique.sum.dates": Both("{count} 句有日期", "{count} with a date"),
    "critique.sum.no_strong": Both(
        "{sentences} 句里没有一句写明数字、负责人或日期。",
        "No sentence of {sentences} names a figure, an owner or a date.",
    ),
    "critique.sum.weak": Both("最常缺：{missing}。", "Most often missing: {missing}."),
    "critique.sum.missing": Both("{what}（{count} 处）", "{what} ({count})"),
    "critique.section.progress": Both("进度与成果", "Progress and results"),
    "critique.section.problems": Both("问题与挑战", "Problems"),
    "critique.section.lessons": Both("经验与改进措施", "Lessons and measures"),
    "critique.section.next_month": Both("下月计划与资源", "Next month"),
    "critique.section.follow_up": Both("上月行动", "Last month's actions"),
    "critique.section.other": Both("其他段落", "Other passages"),
    # --- filters
    "critique.filter": Both("只看", "Show"),
    "critique.filter.severity": Both("按轻重", "By severity"),
    "critique.filter.kind": Both("按类别", "By kind"),
    "critique.filter.state": Both("按处理", "By state"),
    "critique.filter.all": Both("全部", "All"),
    "critique.filter.none": Both("这样筛选没有剩下的问题点。", "Nothing is left with this filter."),
    "critique.kind.V": Both("含糊表述", "Vague wording"),
    "critique.kind.P": Both("进度成果", "Progress"),
    "critique.kind.R": Both("问题根因", "Causes"),
    "critique.kind.A": Both("行动措施", "Actions"),
    "critique.kind.D": Both("全文", "Whole text"),
    "critique.kind.S": Both("忽略标记", "Ignore marks"),
    "critique.state.open": Both("待处理", "Open"),
    "critique.state.accepted": Both("已采纳", "Accepted"),
    "critique.state.waived": Both("不用改", "Waived"),
    "critique.state.author": Both("原文已说明", "Answered in the text"),
    "severity.error": Both("阻断", "Blocking"),
    "severity.warning": Both("警告", "Warning"),
    "severity.suggestion": Both("提示", "Suggestion"),
    "severity.sign.error": Both("阻", "B"),
    "severity.sign.warning": Both("警", "W"),
    "severity.sign.suggestion": Both("提", "S"),
    # --- text and cards
    "critique.marked": Both("原文与批注", "The text with its findings"),
    "critique.line": Both("第 {line} 行", "Line {line}"),
    "critique.open": Both("展开处理", "Answer it"),
    "critique.close": Both("收起", "Close"),
    "critique.missing": Both("缺：{what}", "Missing: {what}"),
    "critique.skeleton": Both("可以照这样写", "It could read"),
    "critique.pair": Both("看一个例子", "See an example"),
    "critique.pair.bad": Both("含糊", "Vague"),
    "critique.pair.good": Both("写实", "Concrete"),
    "critique.also": Both("同一句还有", "Also on this sentence"),
    "critique.cases": Both("资料里可能用得上的句子", "Sentences of the material that may help"),
    "critique.cases.hint": Both(
        "只供参考，不会自动写进去。", "For you to judge; nothing is written in by itself."
    ),
    "critique.accept": Both("采纳，稍后改", "Accept, mend later"),
    "critique.waive": Both("不用改", "Waive"),
    "critique.edit": Both("现在就改", "Edit"),
    "critique.undo": Both("撤销", "Undo"),
    "critique.ground": Both("为什么不用改", "Why it need not change"),
    "critique.ground.has_evidence": Both("已有依据", "There is evidence"),
    "critique.ground.not_applicable": Both("不适用", "Does not apply"),
    "critique.ground.other": Both("其他", "Other"),
    "critique.reason": Both("理由（必填）", "Reason (required)"),
    "critique.by": Both("你的名字（可不填）", "Your name (optional)"),
    "critique.waive.save": Both("记下，不用改", "Waive with this reason"),
    "critique.waive.also": Both(
        "同一句的 {rules} 也一并不用改。", "This waives {rules} on the same sentence as well."
    ),
    "critique.edit.label": Both("改成", "New wording"),
    "critique.edit.insert": Both("填入句式", "Insert the pattern"),
    "critique.edit.save": Both("保存并重新检查", "Save and check again"),
    "critique.edit.blank": Both(
        "〔〕里的空要换成事实；不知道就先采纳，问清再改。",
        "Replace what is in 〔〕 with facts; if you do not know them yet, accept it and ask first.",
    ),
    "critique.edit.undo": Both("撤销这次修改", "Take this edit back"),
    "critique.edit.restored": Both(
        "恢复了还没有保存的文字。", "Words that were not saved are back."
    ),
    "critique.said": Both("{state}：{reason}", "{state}: {reason}"),
    "critique.said.by": Both("{name} 记下", "said by {name}"),
    "critique.mended": Both("这一句改好了。", "This sentence is mended."),
    "critique.mended.checks": Both("补上了：{checks}。", "Mended: {checks}."),
    "critique.mended.left": Both("还缺：{what}。", "Still missing: {what}."),
    "critique.mended.same": Both("文字没有变化。", "The words are the same as before."),
    "critique.refused": Both("没有保存：{message}", "Not saved: {message}"),
    "critique.rescued": Both("你写的还在这里", "Your words are still here"),
    "critique.rescued.hint": Both(
        "那一句已经不在现在的原文里。请复制下来，贴到合适的地方。",
        "That sentence is no longer in the present text. Copy your words and put them where they belong.",
    ),
    "critique.previous": Both("上面还有：显示前一段", "More above: show the part before"),
    "critique.next": Both("下面还有：接着显示", "More below: show the next part"),
    "critique.back": Both("回到全文", "Back to the whole text"),
    # --- keyboard
    "critique.keys": Both("键盘操作", "Keyboard"),
    "critique.keys.next": Both("下一处", "next finding"),
    "critique.keys.previous": Both("上一处", "previous finding"),
    "critique.keys.accept": Both("采纳", "accept"),
    "critique.keys.waive": Both("不用改", "waive"),
    "critique.keys.edit": Both("改写", "edit"),
    "critique.keys.help": Both("显示或收起这份说明", "show or hide this help"),
    # --- what a finding misses
    "missing.C": Both("具体案例", "a case"),
    "missing.N": Both("数字", "a figure"),
    "missing.D": Both("日期", "a date"),
    "missing.O": Both("负责人", "an owner"),
    "missing.K": Both("完成标准", "when it is done"),
    "missing.E": Both("依据", "evidence"),
    "missing.W": Both("原因", "a cause"),
    "missing.result": Both("结果", "a result"),
    "missing.plan": Both("计划", "the plan"),
    "missing.denominator": Both("口径", "what it is a share of"),
    "missing.antecedent": Both("所指", "what it refers to"),
    "missing.level": Both("影响程度", "how severe it is"),
    "missing.lever": Both("我方能做的事", "what we can do"),
    "missing.ask": Both("要谁做什么", "who is asked for what"),
    "missing.control": Both("流程或工具", "a process or tool"),
    "missing.practice": Both("做法", "a practice"),
    "missing.status": Both("完成情况", "the state"),
    "missing.action": Both("措施", "a measure"),
}
