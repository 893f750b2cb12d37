"""Where a person lives or can be found: street and house number, or estate and building, with what leads up to them."""

import re
from collections.abc import Iterator

_HAN = "\u4e00-\u9fff"
_COUNT = r"[\d一二三四五六七八九十百零〇\-]"
#: What makes an address: a way with a house number, or an estate or village with a building, a group or a door.
_CORE = re.compile(
    rf"(?:大道|胡同|里弄|路|街|巷|道|弄|里|条|村|屯|庄|横|支路)(?:[东南西北中]?[一二三四五]?段|[东南西北中]侧?)?[甲乙丙]?{_COUNT}{{1,6}}(?:号院|号楼|号|弄|巷|组|栋|幢|队|社)(?!线|公交|车|地铁|桌|台|菜|店|人)"
    rf"|(?:小区|花园|家园|公寓|大厦|大楼|广场|社区|新村|山庄|公馆|宿舍|国际|中心|苑|府|庭|城|湾|园|居|郡|邸|寓|院|[一二三四五六七八九]区|[一二三四五六七八九]期)"
    rf"(?:[东南西北]区|[A-Za-z]区)?(?:{_COUNT}{{1,4}}|[A-Za-z]\d?)(?:号楼|栋|幢|座|单元|号院|号|期|区|室)(?!线|公交|车|地铁|桌|台|菜|店|人|客服|柜|坐席|窗|口|厅)"
    rf"|(?:小区|花园|家园|公寓|社区|新村|山庄|苑|府|庭|城|湾|园)[ ,，]?\d{{1,3}}-\d{{1,2}}-\d{{3,4}}"
    rf"|(?<!\d)\d{{1,3}}(?:号楼|栋|幢|座)[ \-]?(?:\d{{1,2}}(?:单元|门)|\d{{3,4}}(?:室|户|房))",
)
_TAIL = re.compile(
    rf"(?:[ ,，\-]?(?:[{_HAN}]{{2,12}}?(?:小区|花园|家园|公寓|大厦|大楼|广场|社区|新村|山庄|宿舍|苑|城|园|院))?"
    rf"(?:{_COUNT}{{1,5}}|[A-Za-z]\d{{0,2}})(?:号楼|栋|幢|座|单元|组|队|号院|号|室|房|户|(?:楼|层|门)(?!下|上|道|梯|都|有|的|没)))*"
    r"(?:[ ,，\-]?\d{3,5}(?:室|房|号)?(?![\d元块年月天分个条次]))?"
)
_LEAD = re.compile(rf"[{_HAN}\dA-Za-z·]{{0,28}}$")
#: Words after which an address begins.
_CUES = re.compile(
    r"(?:地址写?的?[是为在]?|住址是?|收货[地址人]*|收件[地址人]*|住在|位于|坐落在?|送到了?|送至|送去|寄到了?|寄往|寄回|寄给|发到了?|发往|配送到|派送到|搬到|家在|就在"
    r"|我在|人在|店在|来到?|去了?|上门到?|定位[到在]?|改成|改到|写成|写的|写了|我家是?|我家|家住|住|在|到|是|从|往|给|把|请|的)"
)
_NOT_NAME = re.compile(r"^(?:这个?|那个?|我们?|你们?|他们?|她|整[条个]|哪[条个]?|隔壁|楼下|小区|本|该)$")
_MIN_NAME = 2


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Every address with its place; a building alone, or a street without a number, is none."""
    free = 0
    for core in _CORE.finditer(text):
        if core.start() < free:
            continue
        lead = _LEAD.search(text, max(free, core.start() - 28), core.start())
        start = _name_start(text, lead.start() if lead else core.start(), core.start())
        named = core.start() - start >= _MIN_NAME - 1 and not _NOT_NAME.match(text[start : core.start()])
        if not named and not text[core.start()].isdigit():
            continue
        start = start if named else core.start()
        tail = _TAIL.match(text, core.end())
        free = tail.end() if tail else core.end()
        yield start, free, text[start:free]


def _name_start(text: str, first: int, last: int) -> int:
    start = first
    for cue in _CUES.finditer(text, first, last):
        # 在 or 到 may be part of a name when nothing would be left behind it.
        if last - cue.end() >= _MIN_NAME - 1:
            start = cue.end()
    return start
