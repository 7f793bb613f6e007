"""Made-up ticket exports of the shapes that the tools write."""

from __future__ import annotations

JIRA = (
    "Issue Type,Issue key,Issue id,Summary,Assignee,Assignee Id,Reporter,Priority,Status,Resolution,"
    "Created,Updated,Resolved,Due date,Labels,Labels,Labels,Sprint,Sprint,Sprint,"
    "Custom field (Start date),Custom field (Rank),Parent,Parent summary,Description,Status Category\r\n"
    "Story,HX-7,20007,病案首页打印,柏子衿,5f1a,纪南星,Medium,To Do,,09/Mar/26 10:50 AM,"
    "31/Mar/26 5:00 PM,,10/Apr/26 12:00 AM,病案,打印,,冲刺 4,,冲刺 6,16/Mar/26 12:00 AM,0|i001,"
    "20001,病案首页,,To Do\r\n"
    'Bug,HX-8,20008,"住院费用清单""漏项""",苏合香,77be,纪南星,High,Done,Done,02/Mar/26 9:41 AM,'
    "20/Mar/26 5:00 PM,20/Mar/26 5:00 PM,,费用,,,冲刺 5,,,,0|i002,,,"
    '"第一行\r\n第二行，合计 3 项",Done\r\n'
    "Task,HX-9,20009,旧版报表迁移,Unassigned,,纪南星,Medium,Closed,Won't Do,02/Mar/26 9:41 AM,"
    "20/Mar/26 5:00 PM,20/Mar/26 5:00 PM,,,,,,,,,0|i003,,,,Done\r\n"
    "Task,HX-10,20010,接口限流,苏合香,77be,纪南星,Medium,等厂商答复,,02/Mar/26 9:41 AM,"
    "20/Mar/26 5:00 PM,,,,,,,,,,0|i004,,,,In Progress\r\n"
    "Task,HX-11,20011,夜间备份,苏合香,77be,纪南星,Medium,冻结,,02/Mar/26 9:41 AM,"
    "20/Mar/26 5:00 PM,,,,,,,,,,0|i005,,,,\r\n"
)
"""Cloud, English headers: Labels and Sprint three times, quotes doubled, a line end in a cell, CRLF."""

JIRA_SPANISH = (
    "Resumen,Clave de incidencia,Tipo de Incidencia,Estado,Prioridad,Resolución,Persona asignada,"
    "Informador,Creada,Actualizada,Resuelta,Fecha de vencimiento,Etiquetas,Descripción,Principal\n"
    "Menú de cabecera,QX-3,Historia,En curso,Medium,,Inés Robledo,Bruno Arce,07/abr/26 8:28 PM,"
    "09/abr/26 8:28 PM,,30/ene/27 12:00 AM,menú,,\n"
)

JIRA_CHINESE = (
    "问题关键字,概要,问题类型,状态,优先级,经办人,报告人,创建日期,到期日,已解决,标签\n"
    "ZY-1,药品字典对照,任务,进行中,高,沈知微,陆听澜,2026-03-31 17:44,2026/4/15,,字典\n"
    "ZY-2,处方点评报表,故障,已解决,中,陆听澜,沈知微,2026/03/02 08:00,,2026-03-09 18:30,报表\n"
)

ZENTAO_BUG = (
    "Bug编号,所属产品,所属模块,Bug标题,关键词,严重程度,优先级,Bug类型,重现步骤,Bug状态,激活次数,"
    "由谁创建,创建日期,指派给,解决者,解决方案,解决日期,由谁关闭,关闭日期\n"
    '301,云栖门诊(#5),/收费(#9),退费后发票号不回收,"退费,发票",1,1,代码错误,'
    '"[步骤] 退费\n[结果] 票号占用\n[期望] 票号回收",激活,2,沈知微,2026-03-02,陆听澜,,,0000-00-00,,0000-00-00\n'
    "302,云栖门诊(#5),/收费(#9),日结单金额差一分,,2,2,代码错误,,已关闭,0,沈知微,2026-03-03,Closed,"
    "陆听澜,已解决,2026-03-10,沈知微,2026-03-12\n"
    "303,云栖门诊(#5),/收费(#9),找零取整规则,,3,3,设计缺陷,,已关闭,0,沈知微,2026-03-04,Closed,"
    "陆听澜,设计如此,2026-03-05,沈知微,2026-03-06\n"
    "304,云栖门诊(#5),/收费(#9),打印机偶发卡纸,,3,,其他,,已解决,0,沈知微,2026-03-05,沈知微,"
    "陆听澜,延期处理,2026-03-20,,0000-00-00\n"
    "305,云栖门诊(#5),/收费(#9),凌晨对账慢,,4,4,性能问题,,已关闭,0,沈知微,2026-03-06,Closed,,"
    "暂不考虑,2026-03-21,沈知微,2026-03-22\n"
)

ZENTAO_TASK = (
    "编号,所属执行,任务名称,任务类型,优先级,预计开始,实际开始,截止日期,任务状态,最初预计,总计消耗,"
    "预计剩余,进度,由谁创建,创建日期,指派给,由谁完成,实际完成,由谁取消,取消时间,由谁关闭,关闭时间,"
    "关闭原因,激活日期\n"
    "81,三月迭代(#3),收费窗口培训,事务,1,2026-03-02,2026-03-03,2026-03-13,已完成,16,20,0,100%,"
    "沈知微,2026-02-27,陆听澜,陆听澜,2026-03-16,,,,,,\n"
    "82,三月迭代(#3),扫码枪选型,研究,2,2026-03-09,,2026-03-20,已取消,8,0,8,0%,沈知微,2026-02-27,"
    "陆听澜,,,沈知微,2026-03-18,,,,\n"
    "83,三月迭代(#3),旧接口下线,开发,3,2026-03-09,,2026-03-27,已关闭,8,2,6,25%,沈知微,2026-02-27,"
    "Closed,,,沈知微,2026-03-19,沈知微,2026-03-24,已取消,2026-03-17\n"
    "84,三月迭代(#3),自助机上线,开发,1,2026-03-16,2026-03-17,2026-03-31,进行中,24,10,14,42%,沈知微,"
    "2026-02-27,陆听澜,,,,,,,,\n"
)
