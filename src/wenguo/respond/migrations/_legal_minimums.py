"""What the law gives at least, to start with: information beside an offer, never an award. Editable afterwards."""

from datetime import date

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What the articles grant, in short, as read in the statute books; shown as information, never as an award.
SEEDS = [
    {
        "source": "中华人民共和国消费者权益保护法 第五十五条",
        "version": "2013",
        "starts_date": date(2014, 3, 15),
        "name": {"zh": "欺诈：退一赔三", "en": "Fraud: three times the price"},
        "text": {
            "zh": "经营者有欺诈行为的，消费者可要求增加赔偿价款的三倍，不足 500 元的为 500 元。是否构成欺诈须由人认定，系统不自动判定。",
            "en": "Where fraud is proven the consumer may claim three times the price on top, at least CNY 500. Whether it was fraud is for people to find.",
        },
        "categories": ["quality.counterfeit", "quality.mismatch", "communication.misleading", "price.billing"],
    },
    {
        "source": "中华人民共和国食品安全法 第一百四十八条",
        "version": "2021",
        "starts_date": date(2015, 10, 1),
        "name": {"zh": "食品安全：价款十倍或损失三倍", "en": "Unsafe food: ten times the price"},
        "text": {
            "zh": "明知不符合食品安全标准仍生产、销售的，消费者可要求价款十倍或损失三倍的赔偿，不足 1000 元的为 1000 元；标签瑕疵不误导的除外。首负责任制：先接到赔偿要求的一方先行赔付，不得推诿。",
            "en": "Whoever knowingly makes or sells unsafe food may owe ten times the price or three times the loss, at least CNY 1,000. Whoever is asked first pays first and may not pass the customer on.",
        },
        "categories": ["quality.hygiene"],
    },
    {
        "source": "中华人民共和国消费者权益保护法 第二十四条",
        "version": "2013",
        "starts_date": date(2014, 3, 15),
        "name": {"zh": "质量不符：七日内退货", "en": "Faulty goods: return within seven days"},
        "text": {
            "zh": "商品或服务不符合质量要求，没有国家规定和约定的，消费者可自收到商品之日起七日内退货；之后符合法定解除条件的可及时退货，否则可要求更换、修理，必要费用由经营者承担。",
            "en": "Faulty goods may be returned within seven days of receipt where no other rule or agreement holds; later they are exchanged or repaired, at the merchant's cost.",
        },
        "categories": ["quality", "logistics.damage", "logistics.wrong_item"],
    },
    {
        "source": "中华人民共和国消费者权益保护法 第二十五条",
        "version": "2013",
        "starts_date": date(2014, 3, 15),
        "name": {"zh": "网购七日无理由退货", "en": "Distance selling: seven days without a reason"},
        "text": {
            "zh": "网络等方式购买的，自收到商品之日起七日内可无理由退货（法定四类及经确认的商品除外）；经营者应自收到退回商品之日起七日内返还价款，运费由消费者承担，另有约定的除外。",
            "en": "What was bought at a distance may be returned within seven days of receipt without a reason, with four exceptions; the price is paid back within seven days of receiving the goods.",
        },
        "categories": ["quality.mismatch", "price.refund"],
    },
    {
        "source": "侵害消费者权益行为处罚办法 第八条、第九条",
        "version": "2015",
        "starts_date": date(2015, 3, 15),
        "name": {"zh": "退货退款不得拖延超过十五日", "en": "No delay of more than fifteen days"},
        "text": {
            "zh": "消费者要求修理、更换、退货、退款的，超过十五日未办理的，视为故意拖延或者无理拒绝。",
            "en": "Whoever does not repair, exchange, take back or refund within fifteen days of being asked is deemed to delay on purpose or refuse without reason.",
        },
        "categories": ["price.refund", "quality", "service.aftersales"],
    },
    {
        "source": "最高人民法院 预付式消费民事纠纷司法解释 第十四条",
        "version": "2025",
        "starts_date": date(2025, 5, 1),
        "name": {"zh": "预付卡：付款后七日内可退本金", "en": "Prepaid: principal back within seven days"},
        "text": {
            "zh": "消费者自付款之日起七日内可要求返还预付款本金；付款前已在本店或别处获得过相同商品、服务的除外，约定更优的从约定。",
            "en": "Within seven days of paying in advance the consumer may have the principal back, unless they had received the same goods or services before; better terms that were agreed win.",
        },
        "categories": ["price"],
    },
]


def seed(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    table = apps.get_model("respond.LegalMinimum")
    for values in SEEDS:
        table.objects.get_or_create(source=values["source"], defaults=values)


def unseed(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("respond.LegalMinimum").objects.filter(source__in=[row["source"] for row in SEEDS]).delete()
