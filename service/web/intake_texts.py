"""The words of the pages about what is handed in: progress, material of a month, reading anew, search."""

from __future__ import annotations

from collections.abc import Mapping

from service.review import Both

INTAKE_TEXTS: Mapping[str, Both] = {
    "nav.material": Both("资料", "Material"),
    "nav.search": Both("查找", "Search"),
    # --- progress of an intake
    "intake.queued": Both("排队等候读取", "Waiting to be read"),
    "intake.reading": Both("正在读资料", "Reading the material"),
    "intake.done": Both("资料读完了", "The material has been read"),
    "intake.failed": Both("资料没有读完", "The material was not read to the end"),
    "intake.cancelled": Both("已停止读取", "Reading was stopped"),
    "intake.lead": Both(
        "已经收下，关掉这个页面也会继续读。读完的会留在“资料”里。",
        "It has been taken and will be read even if you close this page. What is read stays under"
        " “Material”.",
    ),
    "intake.count.stored": Both("收下 {count} 份", "{count} taken"),
    "intake.count.duplicate": Both("已有 {count} 份", "{count} here before"),
    "intake.count.refused": Both("没读 {count} 份", "{count} not read"),
    "intake.count.cancelled": Both("停止 {count} 份", "{count} stopped"),
    "intake.things": Both("这次交来的", "What was handed in"),
    "intake.cancel": Both("停止读取", "Stop reading"),
    "intake.resume": Both("继续读取", "Read on"),
    "intake.draft": Both("用本月资料生成草稿", "Make the draft from this month's material"),
    "intake.material": Both("查看本月资料", "See this month's material"),
    "intake.open": Both("打开", "Open"),
    "intake.progress": Both("{done} / {total}", "{done} of {total}"),
    "intake.paste": Both("粘贴的文字", "Pasted text"),
    "thing.waiting": Both("等候", "Waiting"),
    "thing.reading": Both("正在读", "Reading"),
    "thing.indexing": Both("正在编入查找", "Making it searchable"),
    "thing.stored": Both("已收下", "Taken"),
    "thing.duplicate": Both("已有，没有重复收", "Here before; not taken twice"),
    "thing.refused": Both("没有读", "Not read"),
    "thing.cancelled": Both("已停止，没有保存", "Stopped; nothing kept"),
    "thing.opened": Both("已拆开", "Opened"),
    # --- the material of a month
    "material.title": Both("本月资料", "The month's material"),
    "material.find": Both("打开", "Open"),
    "material.months": Both("已有资料的月份", "Months with material"),
    "material.none": Both("这个月还没有资料。", "There is no material for this month yet."),
    "material.none.hint": Both(
        "在下面贴上文字或选择文件；读完会列在这里。",
        "Paste text or choose files below; what is read is listed here.",
    ),
    "material.name": Both("名称", "Name"),
    "material.read_as": Both("读作", "Read as"),
    "material.holds": Both("内容", "Holds"),
    "material.look": Both("要看一眼", "To look at"),
    "material.sentences": Both("{count} 句", "{count} sentences"),
    "material.tickets": Both("{count} 张工单", "{count} tickets"),
    "material.warnings": Both("{count} 处提醒", "{count} notes"),
    "material.refused": Both("{count} 行没读", "{count} rows not read"),
    "material.copy": Both("像是前一份的新版", "Looks like a later copy"),
    "material.add": Both("再交一些", "Hand in more"),
    "material.submit": Both("交上去", "Hand in"),
    "material.draft": Both("用这些资料生成草稿", "Make the draft from these"),
    "material.reading": Both("还在读：{names}", "Still being read: {names}"),
    # --- reading a source anew
    "reread.title": Both("读得不对？", "Read wrongly?"),
    "reread.hint": Both(
        "选对了再读一遍，不用重新上传。引用它的草稿不会改变，重新生成才用新的读法。",
        "Choose and have it read again; nothing need be uploaded anew. Drafts that cite it stay as they"
        " are until they are made again.",
    ),
    "reread.form": Both("按什么读", "Read it as"),
    "reread.kind": Both("内容是", "It holds"),
    "reread.auto": Both("自动识别", "Recognise it"),
    "reread.submit": Both("重新读", "Read again"),
    "form.text": Both("文字（纪要、笔记）", "Text (minutes, notes)"),
    "form.csv": Both("表格（CSV）", "Table (CSV)"),
    "form.json": Both("JSON", "JSON"),
    "form.transcript": Both("会议转写", "Transcript"),
    "form.docx": Both("Word 文档", "Word document"),
    "form.xlsx": Both("Excel 工作簿", "Excel workbook"),
    "form.xls": Both("旧版 Excel 工作簿", "Old Excel workbook"),
    "form.pdf": Both("PDF", "PDF"),
    "form.html": Both("网页", "HTML page"),
    "form.rtf": Both("RTF 文档", "RTF document"),
    "form.eml": Both("邮件", "Mail"),
    "form.msg": Both("Outlook 邮件", "Outlook mail"),
    "mapping.title": Both("各列是什么", "What the columns hold"),
    "mapping.hint": Both(
        "给每一列选它的意思；选好编号和标题，这张表就按工单读。会记住，本项目以后的表照此读。",
        "Say what each column holds; with a key and a title the table is read as tickets. It is"
        " remembered for later tables of this project.",
    ),
    "mapping.sheet": Both("工作表“{sheet}”", "Sheet “{sheet}”"),
    "mapping.column": Both("列", "Column"),
    "mapping.samples": Both("例子", "Samples"),
    "mapping.field": Both("意思", "Meaning"),
    "mapping.nothing": Both("不用", "Not used"),
    "mapping.states": Both("状态的意思", "What the states mean"),
    "mapping.state": Both("状态", "State"),
    "mapping.count": Both("{count} 行", "×{count}"),
    "state.unknown": Both("不知道", "Not known"),
    "state.open": Both("未开始", "Open"),
    "state.in_progress": Both("进行中", "In progress"),
    "state.resolved": Both("已解决", "Resolved"),
    "state.closed": Both("已关闭", "Closed"),
    "state.cancelled": Both("不做了", "Dropped"),
    "mapping.submit": Both("记住并重新读", "Remember and read again"),
    "speakers.title": Both("谁在说话", "Who is speaking"),
    "speakers.hint": Both(
        "转写里只有代号。填上姓名后，他们说的话才能算到人；不知道就空着。",
        "The transcript only has placeholders. With names, what they say can be put down to people;"
        " leave unknown ones blank.",
    ),
    "speakers.turns": Both("{count} 次发言", "turns: {count}"),
    "speakers.submit": Both("记下姓名并重新读", "Keep the names and read again"),
    "delete.title": Both("删除这份资料", "Delete this source"),
    "delete.hint": Both(
        "连同它在查找里的内容一起删除，不能恢复。已经生成的草稿和定稿里引用的原文还在。",
        "It goes, and so does all of it that can be found by search; this cannot be undone. Quotes in"
        " drafts and signed reviews stay.",
    ),
    "delete.submit": Both("删除", "Delete"),
    "source.turn": Both("{time} {speaker}", "{time} {speaker}"),
    "source.fillers": Both(
        "已收起语气词；引用和下载的是原话。", "Fillers are folded here; the words are kept as said."
    ),
    # --- search
    "search.title": Both("在交来的资料里查找", "Search what was handed in"),
    "search.hint": Both(
        "只在一个项目里找：资料和已定稿的总结。可以写人名、日期、编号或一句话。",
        "One project at a time: its sources and signed reviews. Names, dates, keys or a sentence.",
    ),
    "search.query": Both("找什么", "Look for"),
    "search.month": Both("月份（可不填）", "Month (may be blank)"),
    "search.submit": Both("查找", "Search"),
    "search.nothing": Both("没有找到相关的内容。", "Nothing like it was found."),
    "search.nothing.hint": Both(
        "换个说法，或去掉月份再试。", "Put it differently, or leave the month out."
    ),
    "search.found": Both("找到 {count} 段", "{count} passages"),
    "search.review": Both("已定稿的总结", "Signed review"),
    "search.no_project": Both(
        "还没有项目。先交一些资料。", "No projects yet. Hand in some material first."
    ),
}
