"""Personal data in Chinese text: a hard set of our own; recall and precision of at least 98 in 100."""

import random

import pytest

from wenguo.understand.analyzer.entities import PERSONAL, find_entities

#: Each text with what is personal in it, marked ⟦kind:…⟧.
MARKED = """
我的手机是⟦phone:13912345678⟧，尽快回电
请打⟦phone:138 1234 5678⟧找王女士
电话⟦phone:139-8765-4321⟧，白天都在
联系方式：⟦phone:１８６００００１２３４⟧
手机号⟦phone:+86 150 1234 5678⟧收不到验证码
⟦phone:0086-13712345678⟧这个号一直被骚扰
加我微信⟦phone:17712345678⟧发你照片
号码一三八零零一三八零零零打不通就打座机
座机⟦phone:010-62345678⟧一直占线
公司电话（⟦phone:0571-88886666⟧）打了三次
总机⟦phone:021 6123 4567⟧没人接
打⟦phone:(0755)26001234⟧转人工
家里座机⟦phone:02988881234⟧停机了
电话：⟦phone:66668888⟧，找前台小李
售后⟦phone:400-820-8820⟧永远占线
⟦phone:4008123123⟧打了八遍
我电话⟦phone:幺三八一二三四五六七八⟧，语音打的不好意思
手机⟦phone:一五九八七六五四三二一⟧，麻烦联系
手机号是⟦phone:1 3 9 1 2 3 4 5 6 7 8⟧别打错了
⟦phone:1381234 5678⟧这是我的号
打这个⟦phone:186.1234.5678⟧也行
号码是⟦phone:（+86）13512345678⟧
发我邮箱⟦email:zhang.san@163.com⟧就行
邮箱:⟦email:li_si2020@foxmail.com⟧。谢谢
请寄电子票到⟦email:WANG-wu@company.com.cn⟧！
我的邮箱⟦email:８８８８８８@qq.com⟧
发票发到⟦email:a.b+c@mail.example.org⟧，急
邮件⟦email:chen＠example．com⟧没收到回复
身份证⟦id_card:11010519491231002X⟧被拿去办了卡
身份证号：⟦id_card:110105 19491231 002X⟧
身份证号码是⟦id_card:４４０３０６１９９００１０１０００２⟧实名不通过
证件⟦id_card:11010519491231002x⟧登记错了
卡号⟦bank_card:6222021234567890128⟧被扣了两次
银行卡⟦bank_card:6222 0212 3456 7890 128⟧不到账
用⟦bank_card:4111 1111 1111 1111⟧付的，退到原卡
信用卡⟦bank_card:5500-0000-0000-0004⟧被盗刷
退到⟦bank_card:６２２２０２１２３４５６７８９０１２８⟧
车牌⟦plate:京A12345⟧堵了出口
⟦plate:沪AD12345⟧在小区里按喇叭
⟦plate:粤B·8K888⟧占车位
司机车牌是⟦plate:苏E 9Z876⟧绕路
⟦plate:川A1234学⟧练车的教练骂人
网约车⟦plate:浙AF12345⟧不开空调
⟦plate:粤Z1234港⟧乱停
我的车⟦plate:鲁b7d21k⟧被划了
我住⟦address:人民路12号⟧，楼下太吵
送到⟦address:朝阳区建国路88号3号楼501室⟧，结果放驿站了
地址：⟦address:北京市海淀区中关村大街27号院5号楼2单元1101⟧
收货地址是⟦address:浙江省杭州市西湖区文三路478号华星大厦1203室⟧
寄到⟦address:浦东新区张江路88弄6号1202室⟧
我家在⟦address:幸福小区3栋2单元501⟧停水三天
⟦address:阳光花园5号楼1单元302室⟧电梯坏了没人修
住在⟦address:莲花新村12幢401⟧，暖气不热
家住⟦address:李家村3组12号⟧，路灯不亮
送错到⟦address:解放西路９９号⟧了
我在⟦address:天河区体育西路103号维多利广场A座2805⟧上班
⟦address:望京西园三区305号楼1102⟧一直没网
地址改成⟦address:滨江一号公馆B座1806室⟧
物业是⟦address:金色家园6栋⟧的，态度差
⟦address:桃源村2组15号⟧的井盖丢了
店在⟦address:福州路300号⟧对面，很难找
寄到⟦address:南京市鼓楼区中山北路二十八号⟧
请送到⟦address:龙湖滟澜山二期8栋⟧
地址：⟦address:湖北省武汉市洪山区珞喻路1037号华中科技大学紫菘公寓12栋305⟧
⟦address:成都市武侯区天府大道中段530号东方希望天祥广场A座3206⟧没人收件
⟦address:二环路北一段111号⟧的报刊亭
寄⟦address:上海市徐汇区漕溪北路398号汇智大厦15楼⟧
住⟦address:9号楼3单元1502室⟧，楼上漏水
我是⟦address:3栋2单元501⟧的业主
⟦address:湖滨花园8-2-301⟧水管爆了
⟦address:和平里西街15号院2号楼3单元602⟧没暖气
⟦address:南关大街甲12号⟧天天施工
⟦address:中山大道西1025号⟧旁边的工地
⟦phone:139_1234_5678⟧加我
⟦phone:1️⃣3️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣⟧联系
手机⟦phone:139\u200b1234\u200b5678⟧
TEL：⟦phone:13912345678⟧/⟦phone:13812345678⟧
固话⟦phone:0571——88886666⟧没人
邮箱⟦email:zhangsan @ 163.com⟧
⟦email:13912345678@163.com⟧是我邮箱
身份证⟦id_card:110105 1949 1231 002X⟧
车牌⟦plate:皖A·D12345⟧
""".strip().splitlines()
MARKED = [line for line in MARKED if "⟦" in line]

#: Nothing personal in these.
PLAIN = """
订单号13812345678901还没发货
订单编号：202611241234567890
快递单号SF1234567890123三天没动
运单号 773123456789012 显示已签收
流水号4200001234202611240123456789 查不到
型号13912345678对不上说明书
取件码12-3-4567打不开柜门
花了1380元买的，1380元！
编号20261124001的工单没人管
充了100000积分，剩12345678分
2026年11月24日13点56分下的单
11:30到13:45都没人接
身高175体重13
序列号：15912345678901
条形码6901234567892扫不出
条码 6922255451427 不对
等了1个小时23分45秒
房间1203的空调坏了
3号楼电梯坏了两天
三号窗口排队两小时
8号线地铁太挤
2号桌等了四十分钟
京东快递真慢，差评
新A款式不好看，旧款好
川菜太辣，湘菜还行
@小王 你们的.com网站打不开
关注微博@某某官方
官网example.com打不开
邮箱收不到验证码
身份证拍照上传失败
银行卡绑定不了
电话没人接，手机也打不通
车牌识别不出来，杆不抬
地址写错了改不了
人民路太堵了
小区门口路灯不亮
中山路那家店味道好
第12号桌的服务员
苹果15pro用了3个月
房号8808退房
航班CA1234延误4小时
G1234次列车晚点
满300减50，满500减100
ip地址192.168.1.1登不上
版本10.15.7闪退
比例1.3912345678
尾号1234的卡扣了两次
客服工号1000430201态度差
打12315投诉你们
拨打10086等了半小时
价格从4999降到4599
一二三四五六七，七六五四三二一
三番五次打电话，一二十次
买了三千八百九十九块
一年三百六十五天
十几二十个人排队
5楼的洗手间没纸
二楼大厅很吵
道路两边都是垃圾
一路上颠得很
走了两条街2个路口
我们单元的门禁坏了
7栋的垃圾没人清
万达广场3楼的店
5号楼和6号楼之间漏水
12号线转2号线
坐到人民广场站2号口
第3期课程，第2单元听不懂
一期5栋楼都停电
城东路段堵车12公里
分12期付款
国际长途3分钟扣了5元
客服中心3号坐席
去年6月到今年3月
""".strip().splitlines()


def read(line: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, wanted = "", []
    while "⟦" in line:
        before, _, rest = line.partition("⟦")
        marked, _, line = rest.partition("⟧")
        kind, _, value = marked.partition(":")
        text += before
        wanted.append((kind, len(text), len(text) + len(value)))
        text += value
    return text + line, wanted


def told(text: str) -> list[tuple[str, int, int]]:
    return [(one.type, one.start, one.end) for one in find_entities(text) if one.type in PERSONAL]


def is_found(wanted: tuple[str, int, int], given: list[tuple[str, int, int]]) -> bool:
    """The same kind, and no character of it left unmasked; a few characters too many do no harm."""
    kind, start, end = wanted
    return any(one == kind and first <= start and last >= end for one, first, last in given)


def is_right(one: tuple[str, int, int], wanted: list[tuple[str, int, int]]) -> bool:
    kind, first, last = one
    return any(
        kind == right and first >= start - 4 and last <= end + 3 and first < end and last > start
        for right, start, end in wanted
    )


def check_digit(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]


def luhn(body: str) -> str:
    return next(
        last
        for last in "0123456789"
        if sum(
            (int(d) * (1 + p % 2) - 9 * (int(d) * (1 + p % 2) > 9))
            for p, d in enumerate(reversed(body + last))
        )
        % 10
        == 0
    )


def wide(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def made_up(chance: random.Random) -> list[str]:
    """Many numbers in the ways people write them, among words."""
    digits = lambda count: "".join(chance.choice("0123456789") for _ in range(count))  # noqa: E731
    spoken = str.maketrans("0123456789", "零一二三四五六七八九")
    lines = []
    for _ in range(60):
        phone = chance.choice(["13", "15", "17", "18", "19"]) + digits(9)
        shapes = [phone, f"{phone[:3]} {phone[3:7]} {phone[7:]}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}", wide(phone),
                  f"+86{phone}", phone.translate(spoken), f"{phone[:3]}－{phone[3:7]}－{phone[7:]}"]  # fmt: skip
        lines.append(f"请拨打⟦phone:{chance.choice(shapes)}⟧，谢谢")
        born = f"19{chance.randint(50, 99)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        body = f"{chance.choice(['110101', '310115', '440305', '510104'])}{born}{digits(3)}"
        number = body + check_digit(body)
        shapes = [number, number.lower(), wide(number), f"{number[:6]} {number[6:14]} {number[14:]}"]
        lines.append(
            f"本人{chance.choice(['身份证', '证件号', ''])}⟦id_card:{chance.choice(shapes)}⟧办不了业务"
        )
        body = chance.choice(["622202", "621700", "622848", "436742"]) + digits(chance.choice([9, 12]))
        number = body + luhn(body)
        shapes = [number, " ".join(number[i : i + 4] for i in range(0, len(number), 4)), wide(number)]
        lines.append(
            f"钱没退到{chance.choice(['卡', '银行卡', '账户'])}⟦bank_card:{chance.choice(shapes)}⟧上"
        )
        plate = chance.choice("京沪粤苏浙川鲁") + chance.choice("ABCDEFGH") + chance.choice(["", "·"])
        lines.append(f"⟦plate:{plate}{chance.choice('DF')}{digits(5)}⟧在出口加塞")
        lines.append(f"⟦plate:{plate}{digits(2)}{chance.choice('KMNPR')}{digits(2)}⟧的司机骂人")
    return lines


CASES = [read(line) for line in [*MARKED, *made_up(random.Random(7))]] + [(line, []) for line in PLAIN]


def test_personal_data_is_found_and_hardly_anything_else() -> None:
    missed, wrong, wanted_count, given_count = [], [], 0, 0
    for text, wanted in CASES:
        given = told(text)
        wanted_count, given_count = wanted_count + len(wanted), given_count + len(given)
        missed += [(text, one) for one in wanted if not is_found(one, given)]
        wrong += [(text, one, text[one[1] : one[2]]) for one in given if not is_right(one, wanted)]
    assert wanted_count > 300
    assert len(missed) <= 0.02 * wanted_count, missed
    assert len(wrong) <= 0.02 * given_count, wrong


@pytest.mark.parametrize("kind", ["phone", "id_card", "bank_card", "email", "plate", "address"])
def test_each_kind_alone_is_found(kind: str) -> None:
    pairs = [(one, told(text)) for text, wanted in CASES for one in wanted if one[0] == kind]
    found = sum(is_found(one, given) for one, given in pairs)
    assert len(pairs) >= 6
    assert found >= 0.95 * len(pairs)


@pytest.mark.parametrize("text", PLAIN)
def test_nothing_personal_is_seen_where_there_is_none(text: str) -> None:
    assert told(text) == []
