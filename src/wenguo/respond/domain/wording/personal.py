"""Personal data that does not belong in an answer: other people's, and full identity or bank numbers."""

import re
from collections.abc import Callable, Iterable, Iterator

from wenguo.respond.domain.wording.rules import Place, Text

#: Who knows phones, addresses and numbers with check digits: gives kind, start and end of each in a text.
Finder = Callable[[str], Iterable[tuple[str, int, int]]]
_FULL = frozenset({"id_card", "bank_card"})
_CONTACT = frozenset({"phone", "address", "email", "plate"})
# Who comes to the customer may be called: no number that stops an answer, unless the sentence speaks of somebody else.
_COMES = re.compile(
    r"(?:师傅|工程师|司机|骑手|快递员|小哥|技师|技术员|安装|维修|专员|顾问|管家|老师|律师|助理|护士|医生|同事)[^,，。;；]{0,12}$"
    r"|(?:engineer|driver|technician|fitter|courier|plumber|nurse|colleague|adviser|advisor|agent|site|office)\b[^.;]{0,24}$",
    re.I,
)
_LONG = re.compile(r"(?<![\dA-Za-z-])\d(?:[ -]?\d){14,18}[Xx]?(?![\dA-Za-z])")
# A shorter account number counts where it is named as one, but not its last digits.
_ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|account(?: number| no\.?)?|iban)[^\d,，。;；.]{0,8}(?P<digits>\d(?:[ -]?\d){7,20})",
    re.I,
)
# Whose a number is stands this near before it.
_BEHIND = 30
# A mobile number in full, whoever it belongs to.
_MOBILE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|07\d{3} ?\d{6}|\+?44 ?7\d{3} ?\d{6})(?!\d)")
_CARD_WORDS = re.compile(r"卡|账号|帐号|账户|card|account|iban", re.I)
_ID_WORDS = re.compile(r"身份证|证件|identity|\bid\b|passport|护照", re.I)
# Ours to give out, or the customer's own.
_OURS = re.compile(
    r"(?:我|我们|我的|本人|店|客服|热线|专线|分机|直线|值班|前台|投诉(?![您你])|服务|咨询|办公室|经理|主管|店长|联系)[^,，。;；]{0,10}$"
    r"|(?:拨打|致电|来电|打给我|call us|call me|reach (?:me|us)|our|my|direct|hotline|line|helpline|desk)[^.,;]{0,18}$",
    re.I,
)
_YOURS = re.compile(
    r"(?<!投诉)(?<!举报)(?:您|你)(?!的是)(?:的|预留的?|本人的?|注册的?|登记的?)?(?:手机|电话|号码|地址|邮箱|住址|家|住处|账户|收货)?[^,，。;；]{0,6}$"
    r"|\byour [^.,;]{0,24}$",
    re.I,
)
_OTHERS = re.compile(
    r"投诉您|举报|占用您|邻居|住户|业主|另一位|其他(?:客人|顾客|患者)|那位|该(?:客|顾|患|乘|住)|对方|阿姨|楼下|楼上|隔壁"
    r"|(?:员|师傅|司机|护士|医生)小?[\u4e00-\u9fff](?=[(,，])|是[^,，。]{0,10}的(?:客人|住户|患者|乘客)|拿到的|报告是"
    r"|投诉人|同名的|签收人|收款人|付款人|转给了|误发|户名|差评(?:来自|是)|[1-9]\d{0,3}室的|隔壁床|会员[\u4e00-\u9fff]{2,3}[(,，的手电]|候选人"
    r"|(?:员|师傅|司机|护士|医生)[\u4e00-\u9fff]{2,3}[(,，的][^。]{0,24}(?:身份证|家住|住)"
    r"|(?-i:(?:handed|delivered|given|left|sent|signed for|passed|released|shipped|posted|went|paid|transferred"
    r"|credited) (?:to|with|by|at) "
    r"(?:Mr |Mrs |Ms |Miss |Dr )?[A-Z][a-z]+ [A-Z])"
    r"|(?-i:[A-Z][a-z]+ [A-Z][a-z]+,? (?:from|of|at|in) (?:number )?(?:\d|[Ff]lat|[Aa]partment|[Uu]nit))"
    r"|belongs? to|complain\w* (?:was|is|about)|neighbou?r|other (?:guest|patient|customer|passenger)|made by"
    r"|\b(?:her|his|their) (?:number|address|phone|email)|flat|born",
    re.I,
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME = re.compile(
    rf"(?:投诉人是|号的|同名的|签收人是|收款人|户名|会员|候选人|隔壁床|室的|住户|客人|业主|患者|乘客|旅客|顾客|邻居|病人|员|师傅|司机|护士|医生|\d号|叫|姓名[::]?|是|的)"
    rf"(?P<zh>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
    r"(?=[的,，。;；(（身电手、]|先生|女士|小姐|$)"
    rf"|(?P<aunt>[{_SURNAMES}](?:阿姨|大妈|大爷|叔叔|奶奶|爷爷))"
    r"|(?-i:(?:to|by|is|of|from|with|neighbou?r|guest|driver|customer|patient|passenger|tenant)"
    r",? (?:Mr |Mrs |Ms |Miss |Dr )?(?P<en>[A-Z][a-z]+ [A-Z][a-z]+)"
    r"|\b(?P<of>[A-Z][a-z]+ [A-Z][a-z]+)(?=,? (?:from|of|at|in) (?:number )?(?:\d|[Ff]lat|[Aa]partment|[Uu]nit)))",
)
_UNIT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,10}(?:路|街|道|巷|胡同)\d{1,4}号(?:院)?)?"
    r"\d{1,3}(?:号楼|栋|幢|座)\d{0,2}(?:单元)?\d{3,4}(?:室|房)?"
    r"|\b(?:flat|apartment|apt|unit) \d{1,4}[A-Z]?\b"
    r"|(?-i:\b\d{1,4} [A-Z][a-z]+ (?:Street|Road|Avenue|Lane|Drive|Close|Court|Place|Way|Crescent|Terrace"
    r"|Gardens|Square|Hill|Grove|Row)\b)"
    r"|(?<=date of birth )\d{1,2} \w{3,9} \d{4}|(?<=born on )\d{1,2} \w{3,9} \d{4}|(?<=born )\d{1,2} \w{3,9} \d{4}",
    re.I,
)
_ABROAD = re.compile(r"(?<![\d$€£¥])0\d{3,4}[ -]\d{3}[ -]?\d{3,4}(?!\d)")


def find_personal(text: Text, find: Finder) -> list[Place]:
    """Full identity and bank numbers, and phones, addresses and names of third people, in order."""
    known = list(find(text.folded))
    found = list(_numbers(text, [(start, end) for kind, start, end in known if kind in _FULL]))
    contacts = [(start, end) for kind, start, end in known if kind in _CONTACT]
    found += [place for place in _others(text, contacts) if not any(place.overlaps(one) for one in found)]
    return sorted(found, key=lambda place: place.start)


def _numbers(text: Text, checked: list[tuple[int, int]]) -> Iterator[Place]:
    spans = list(checked)
    for match in _LONG.finditer(text.folded):
        before = text.folded[max(0, match.start() - 14) : match.start()]
        if _CARD_WORDS.search(before) or _ID_WORDS.search(before):
            spans.append(match.span())
    spans += [match.span("digits") for match in _ACCOUNT.finditer(text.folded)]
    for start, end in _apart(spans):
        words = text.said[start:end]
        yield Place("pii", start, end, words, masked(re.sub(r"[ -]", "", words)))


def masked(digits: str) -> str:
    """A long number as it may be written: the last four."""
    return f"****{digits[-4:]}"


def _others(text: Text, contacts: list[tuple[int, int]]) -> Iterator[Place]:
    mobiles = [match.span() for match in _MOBILE.finditer(text.folded)]
    if not mobiles and not _OTHERS.search(text.folded):
        return
    spans = (
        mobiles
        + contacts
        + [match.span() for pattern in (_UNIT, _ABROAD) for match in pattern.finditer(text.folded)]
    )
    named = False
    for start, end in _apart(spans):
        before = text.folded[max(0, start - _BEHIND) : start]
        sentence = text.sentence_at(start)
        is_theirs = _OTHERS.search(sentence) is not None or (
            (start, end) in mobiles and not _COMES.search(before)
        )
        if is_theirs and not _OURS.search(before) and not _YOURS.search(before):
            named = True
            yield Place("pii", start, end, text.said[start:end], "")
    for match in _NAME.finditer(text.folded):
        name = match.lastgroup or ""
        sentence = text.sentence_at(match.start())
        if (named or any(char.isdigit() for char in sentence)) and _OTHERS.search(sentence):
            yield Place(
                "pii", match.start(name), match.end(name), text.said[match.start(name) : match.end(name)], ""
            )


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end))
    return kept
