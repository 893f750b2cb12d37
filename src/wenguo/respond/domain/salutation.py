"""How a customer is addressed. A gender is never guessed from a name; a surname may have two characters."""

import re

DOUBLE = frozenset(
    """
    欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 司空 端木 百里 东郭 南宫 西门 夏侯 长孙 宇文 轩辕 独孤
    闻人 濮阳 淳于 申屠 公羊 澹台 钟离 赫连 呼延 拓跋 纳兰 完颜 第五 梁丘 左丘 太史 仲孙 鲜于 闾丘
    """.split()  # noqa: SIM905 - names read better in lines
)
TITLED = re.compile(r"(?:先生|女士|小姐|太太|老师|同学|医生|教授|总|经理|阿姨|叔叔|大爷|大妈)$")
_HAN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|dr|prof)\b", re.I)


def surname_of(name: str) -> str:
    """The family name of a Chinese name: two characters for 欧阳 and its like, else one."""
    return name[:2] if name[:2] in DOUBLE else name[:1]


def salutation(name: str, *, lang: str) -> str:
    """王女士 where the name says so, 王先生/女士 where it does not; the whole name for foreign and minority names."""
    name = " ".join(name.split())
    if not name:
        return "尊敬的客户" if lang == "zh" else "Dear customer"
    if lang != "zh":
        return f"Dear {name}"
    if TITLED.search(name) or _TITLE.search(name):
        return name
    if _HAN_NAME.match(name):
        return f"{surname_of(name)}先生/女士"
    return name
