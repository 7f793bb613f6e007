"""Whether a sentence of running text promises or plans something: `下月接着看`, `说会再优化`, `九月要做三件事`.

Notes, mails and chats have no list of actions; their promises stand between reports and complaints, and
only the wording tells. Each pattern is a family of wordings that hardly ever report anything else.
"""

from __future__ import annotations

import re

from service.text.lazy_patterns import lazy

_TIME = (
    r"(?:(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?(?![0-9])|下个?月|下一?步|下一?阶段|下周|下期|接下来|后面|后续|往后|会后"
    r"|节后|年后)"
)
_SAID = r"(?:说|說|讲|講|表示|回复|回覆|称|回话|回應|回应)"
_LATER = r"(?:回头|回頭|到时候?|有空|有时间|之后|以后|后面|后续|改天|下次|空了|忙完)"
_DEED = (
    "(?:优化|優化|修饰|修飾|催|问|問|查|看|想|研究|商量|沟通|溝通|改|跟|盯|弄|做|搞|推|补|調|调|测|試|试|导|跑|聊|谈|整理|确认|確認|核|协调|安排"
    "|跟进|处理|處理|解决|注意|考虑|派|给|給|找|完善|加强|反馈|回复|准备)"
)
CHINESE = (
    # 十一月要做三件事, 下月主要是…, 9月干啥：, 后面要加强
    rf"(?:^|[,。;:、\s]){_TIME}的?(?:工作|任务|事)?(?:要(?!求|是|休|请假|来|开[^,。;会]{{0,2}}家)|打算|准备(?!好)|主要(?:是|做|抓|任务)(?![^。;]{{0,40}}了)|重点(?:是|做|抓|还是|放)"
    rf"|想(?!起)|干啥|干什么|得(?!到)|争取|就?[一二两三四五六几](?:件|项|个)(?:大?事|任务|工作|重点))"
    rf"|(?:^|[,。;:、\s]){_TIME}(?:再|接着|继续|还要|还得|还是要)[^,。;了]{{1,}}"
    rf"|(?:^|[,。;:、\s])(?:下个?月|下周|下一?步|节后|年后)先[^,。;]{{0,4}}{_DEED}(?!下来)"
    rf"|{_TIME}计划(?:[一二两三四五六几](?:件|项|个)|:|是|主要)"
    # 工程师说会再优化, 对方答应派人, 他们承诺补上
    rf"|{_SAID}[^,。;:]{{0,6}}?(?<!不)(?:会|會)(?!议|議|上|有|员|員|场|場|影响|不会)(?:再|尽快|尽量|马上|去|帮|给|跟|想办法)?{_DEED}"
    rf"|{_SAID}(?:了)?[^,。;:]{{0,4}}?(?:{_LATER}|尽快|尽量|马上|抓紧|想办法|再){_DEED}"
    r"|(?<!去年)(?:答应|答應|承诺|承諾|应允)了?(?:下来)?(?!书|过|后|的|当|传|我的|事)[^,。;]{0,6}?(?:派|给|給|补|補|提供|出|借|请|改|加|开|調|调|安排|解决|协助|配合|帮|尽|派人|写|做)"
    rf"|(?:等|看)[^,。;]{{0,10}}?(?:点头|點頭|给话|回话|回信|松口|发话|表态)(?=[,。;再]|$)"
    rf"|(?<!没|沒)等[^,。;]{{0,10}}?(?:通知|消息|信儿|排期|安排|答复)(?:吧)?(?=[,。;!…再]|$)"
    # 下月接着弄, 再说, 有空就弄, 慢慢磨
    rf"|{_LATER}(?:再|就){_DEED}(?!了|过|到|不)|(?:时间|日期|具体|怎么[^,。;]{{0,6}}|什么时候)[^,。;]{{0,4}}?(?:再说|再看|再议|再定|再商量)(?=[,。;!…吧]|$)"
    rf"|(?:给话|给信|回来|到了|完了|以后|之后|后)(?:再说|再议|再定)(?=[,。;!…吧]|$)"
    r"|(?:接着|慢慢)(?:弄|搞|磨|跟|做)(?:吧|着)?(?=[,。;!…]|$)"
    # 将继续推进…, 打算改成…, 另外会把刷新优化一下, 时间没定
    r"|(?:将|拟|要)(?:重点|着力|主要|集中)?(?:抓好|做好)|将(?:继续|进一步|持续|着力|密切|切实|全力|大力|高度重视)(?![^。;]{0,20}了)"
    r"|(?:^|[,。;:])重点(?:抓好|做好|保障)|(?:^|[,。;:]|我们?)打算(?!是|的)|(?:^|[,。;])(?:另外|同时|我们?)?会把[^,。;]{2,}"
    r"|(?:做法|经验|办法)(?:也|还)?要(?:推广|复制|固化)"
    r"|,[^,。;]{0,6}(?:时间|日期|哪天|几号|什么时候|何时|日子)[^,。;]{0,4}(?:还没|没|未)(?:有)?(?:定|说|给|准)|,没(?:说|给|定)(?:哪天|时间|日期|日子|几号|什么时候)"
    # 我们会再修饰, 我再催催, 再 train 一下就行
    rf"|(?:我们?|我們|咱们?|工程师|工程師|厂[家商]|他们|他們|供应商|研发|开发)(?:这边|那边)?(?:会|會)(?:再|继续|接着|尽快|尽量){_DEED}"
    r"|再\s?(?:[A-Za-z]{2,12}|[^,。;了]{1,6})\s?一下(?:就行|就好|就可以|吧)"
    # 李敏负责完成6月遗留的接口联调
    r"|^\s{0,4}[\u4e00-\u9fff]{2,4}负责(?:完成|落实|跟进|办理|处理|组织|整改|提交|编写|推进)(?![^。;]{0,60}[了已])"
    # 记得发群里, 这些要准备, 那边也要看着点
    r"|@[^\s,。;:]{1,8}\s?[^,。;!]{0,14}?(?:记得|别忘了?|记着|抓紧|尽快)[^,。;了]{2,}"
    r"|(?:这些|这几[项个样]|那边|这块|这个|它们)(?:都|也|还)?(?:要|得)(?:准备|补|看着|盯着|改|跟|弄|处理|解决|加|想|抓|推)(?!了|到)"
)
_ZH = lazy(CHINESE)
_EN = lazy(
    r"(?:they(?:'ve| have)|(?:vendor|supplier|client)(?: has)?|he(?:'s| has)?|she(?:'s| has)?) promised "
    r"(?!in |last )|(?:somebody|someone|we|they|he|she|one of us) (?:should|ought to|has to|have to|needs? to|must) "
    r"(?:[a-z]{2,10} ){0,1}(?:decide|look|sort|find|fix|check|talk|write|clear|chase|do"
    r"|pick|take|agree|deal|tidy|think)"
    r"|(?:will|'ll|to) (?:look into|get back|come back on|see what|sort it|follow up|chase"
    r"|circle back|try to|deal with)"
    r"|(?:needs?|has|have) to be (?:sorted|decided|fixed|looked at|agreed|cleaned|chased)"
    r"|(?:has|have) (?:already )?(?:offered|promised|agreed) to (?!be )|has promised (?!in |last )"
    r"|will be the turn of|without a date|must be better|still to be decided"
    r"|(?:next (?:month|week)|in (?:due course|the new year)|later|afterwards)[,:]? "
    r"(?:we|they|i) (?:will|want|plan|hope|have to|need to|should)",
    re.IGNORECASE,
)
_QUESTION = lazy(r"[?吗呢]\s*$|去年|上个?月(?!底)|没想好|想好了")


MAY_PLEDGE = re.compile(  # one set of characters ahead: only where one stands is anything tried
    "[责月份步段周期来面续后说說讲講称等@表回答承应点點给松发头頭时候间空天次了完再着慢将抓做保会打要没未會一些项个样边块们](?:"
    # a time and what goes on behind it: 下月要, 后面再, 九月份的工作
    "(?:(?<=[月份步段周期来面续])|(?<=[往会节年]后))[的工任事要打准主重想干得争就一二两三四五六几再接继还先计]"
    # who said or promised it, and what is waited for
    "|(?<=[说說讲講称等@])|(?<=表)[示态]|(?<=回)[复覆话應应信]|(?<=答)[应應]|(?<=承)[诺諾]|(?<=应)允"
    "|(?<=点)头|(?<=點)頭|(?<=给)话|(?<=松)口|(?<=发)[话表]"
    # 回头再, 再说, 接着弄, 将抓好, 重点做好, 会把, 打算, 要推广, 没定, 会尽快, 再催一下
    "|(?:(?<=[头頭时候间空天次了完])|(?<=[之以]后))[再就]|(?<=再)[说看议定商]|(?<=[着慢])[弄搞磨跟做]"
    "|(?<=将)[继进持着密切全大高]|(?<=[抓做])好|(?<=保)障|(?<=打)算|(?<=要)[推复固]"
    "|(?<=负责)[完落跟办处组整提编推]|(?<=[没未])有?[定说给准]|(?<=[会會])[把再继接尽]|(?<=一)下|(?<=[些项个样边块们])[都也还要得])"
)
"""Stands in all that the Chinese pattern matches, and is looked for many times faster."""
_WORDS = re.compile("[A-Za-z] [A-Za-z]")
"""The same for the English one."""
_NEXT_OF = lazy(r"\s{0,4}(?:[二三四五六七八]是|第[二三四五六七八](?=[,、是]))")


def goes_on(words: str) -> bool:
    """Whether some words are a further part of what was begun before: `二是…`, `第三，…`."""
    return bool(_NEXT_OF.match(words))


def pledges(words: str) -> bool:
    """Whether some words (of the readable copy) promise or plan; a question or an old promise does not."""
    found = (MAY_PLEDGE.search(words) and _ZH.search(words)) or (
        _WORDS.search(words) and _EN.search(words)
    )
    return bool(found) and not _QUESTION.search(words)
