"""The two levels of categories every installation starts with. Names may be edited later, codes never
change.
"""

from wenguo.understand.domain.labels import Label

_TREE = {
    "quality": (
        ("产品质量", "Product quality", "package"),
        {
            "defect": ("缺陷、故障", "Defect"),
            "durability": ("耐用性", "Durability"),
            "mismatch": ("与描述不符", "Not as described"),
            "counterfeit": ("假货", "Counterfeit"),
            "hygiene": ("卫生、变质、异物", "Hygiene"),
            "taste_look": ("口味、外观、做工", "Taste, look and workmanship"),
            "function": ("功能、性能、内容", "Function and content"),
        },
    ),
    "service": (
        ("服务体验", "Service", "users"),
        {
            "attitude": ("态度", "Attitude"),
            "competence": ("专业性、差错", "Competence and errors"),
            "waiting": ("等待时间", "Waiting"),
            "facility": ("设施、环境", "Facilities"),
            "aftersales": ("售后处理", "After-sales"),
        },
    ),
    "logistics": (
        ("物流配送", "Delivery", "truck"),
        {
            "delay": ("时效", "Delivery time"),
            "damage": ("破损、丢失、包装", "Damage, loss, packing"),
            "wrong_item": ("错发、漏发", "Wrong or missing item"),
            "courier": ("配送人员", "Courier"),
        },
    ),
    "price": (
        ("价格收费", "Price and charges", "receipt"),
        {
            "value": ("价格、性价比", "Value for money"),
            "billing": ("乱收费、账单", "Billing"),
            "promotion": ("优惠、活动、积分", "Promotions and points"),
            "refund": ("退款、押金", "Refunds and deposits"),
            "invoice": ("发票", "Invoices"),
        },
    ),
    "communication": (
        ("沟通信息", "Communication", "message"),
        {
            "misleading": ("误导、信息不透明", "Misleading information"),
            "no_reply": ("不回复、联系不上", "No reply"),
            "broken_promise": ("承诺未兑现", "Broken promise"),
        },
    ),
    "digital": (
        ("系统账户", "Systems and accounts", "device-mobile"),
        {
            "bug": ("系统、网站、App 故障", "Faults of site or app"),
            "account": ("账户、登录", "Account and sign-in"),
            "network": ("网络、信号", "Network"),
            "privacy": ("隐私、骚扰", "Privacy and spam"),
        },
    ),
    "policy": (
        ("规则政策", "Rules", "clipboard-list"),
        {"rule": ("规则不合理", "Unreasonable rule"), "process": ("手续、流程繁琐", "Red tape")},
    ),
    "brand": (
        ("品牌责任", "Brand", "award"),
        {
            "image": ("形象、价值观", "Image and values"),
            "responsibility": ("社会责任", "Social responsibility"),
        },
    ),
    "other": (("其他", "Other", "dots"), {}),
}


def _flat() -> dict[str, Label]:
    found: dict[str, Label] = {}
    for code, ((zh, en, icon), children) in _TREE.items():
        found[code] = Label(zh, en, icon)
        for child, (child_zh, child_en) in children.items():
            found[f"{code}.{child}"] = Label(child_zh, child_en, icon)
    return found


CATEGORIES = _flat()


def parent_of(code: str) -> str:
    """``logistics`` for ``logistics.delay``; empty for a first-level code."""
    return code.rpartition(".")[0]
