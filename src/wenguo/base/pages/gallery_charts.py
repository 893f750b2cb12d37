"""Specimens of every chart kind for the gallery, with invented figures."""

from typing import Any

from django.utils.translation import get_language

from wenguo.base.bilingual import short_language

DAILY = [78, 70, 66, 71, 69, 75, 82, 80, 72, 63, 68, 73, 77, 84, 98, 104, 96, 88, 82, 76, 70]


def _here(chinese: str, english: str) -> str:
    return chinese if short_language(get_language()) == "zh" else english


def chart_specimens() -> dict[str, Any]:
    """Context for the gallery's charts and figures."""
    return {
        "line": _line(),
        "columns": _columns(),
        "pareto": _pareto(),
        "heat": _heat(),
        "cloud": {"caption": _here("差评高频词", "Frequent words"), "words": _words()},
        "intervals": _intervals(),
        "spark": {
            "values": [22.9, 23.4, 22.1, 23.0, 22.6, 21.8, 22.9, 25.4],
            "low": 23.7,
            "high": 27.2,
            "base": 22.5,
        },
        "up": {"words": _here("上升 2.8 个百分点", "up 2.8 points"), "direction": "up", "is_proven": True},
        "open": {"words": "\u22122.5", "direction": "down", "is_proven": False},
    }


def _days() -> list[str]:
    return [_here(f"11月{day}日", f"{day} Nov") for day in range(1, 22)]


def _kinds() -> list[str]:
    pairs = (
        ("物流配送", "Delivery"),
        ("产品质量", "Quality"),
        ("服务体验", "Service"),
        ("价格收费", "Price"),
    )
    return [_here(*pair) for pair in pairs]


def _line() -> dict[str, Any]:
    days = _days()
    return {
        "caption": _here("每天差评条数与预期范围", "Negative feedback a day and what was expected"),
        "x": days,
        "series": [{"name": _here("差评", "Negative"), "values": DAILY, "hrefs": ["#"] * len(days)}],
        "band": {"low": [value - 16 for value in _level()], "high": [value + 16 for value in _level()]},
        "events": [{"at": days[13], "text": _here("换承运商", "New carrier")}],
        "focus": days[14],
        "unit": _here("条", "texts"),
    }


def _columns() -> dict[str, Any]:
    calm, happy = [value // 2 for value in DAILY], [value * 2 // 3 for value in DAILY]
    return {
        "caption": _here("每天的反馈与情绪", "Feedback a day by mood"),
        "x": _days(),
        "series": [
            {
                "name": _here("负面", "Negative"),
                "values": DAILY,
                "tone": "mood-2",
                "hrefs": ["#"] * len(DAILY),
            },
            {"name": _here("中性", "Neutral"), "values": calm, "tone": "mood-3"},
            {"name": _here("正面", "Positive"), "values": happy, "tone": "mood-4"},
        ],
        "unit": _here("条", "texts"),
    }


def _pareto() -> dict[str, Any]:
    return {
        "caption": _here("类目条数与累计占比", "Categories and running share"),
        "rows": [
            {"name": _here("配送延误", "Late delivery"), "value": 168, "href": "#"},
            {"name": _here("缺陷／故障", "Defect"), "value": 61, "href": "#"},
            {"name": _here("与描述不符", "Not as described"), "value": 38},
            {"name": _here("等待时间", "Waiting"), "value": 34},
        ],
        "rest": {"name": _here("其余 23 类", "23 others"), "value": 75},
        "total": 376,
        "cut": 2,
        "unit": _here("条", "texts"),
    }


def _heat() -> dict[str, Any]:
    channels = [_here(*pair) for pair in (("小程序", "App"), ("电商评价", "Reviews"), ("热线", "Hotline"))]
    return {
        "caption": _here("渠道与类目", "Channel and category"),
        "rows": channels,
        "columns": _kinds(),
        "cells": [[112, 44, 22, 21], [41, 66, 14, 18], [16, 7, 9, None]],
        "hrefs": [["#"] * 4 for _ in channels],
        "above": [[0, 0]],
    }


def _intervals() -> dict[str, Any]:
    kinds = _kinds()
    return {
        "caption": _here("满意度的驱动因素", "What goes with satisfaction"),
        "rows": [
            {
                "name": kinds[0],
                "n": 321,
                "value": -14.2,
                "low": -18.9,
                "high": -9.6,
                "tone": "mood-2",
                "href": "#",
            },
            {"name": kinds[2], "n": 488, "value": 11.0, "low": 7.2, "high": 14.9, "tone": "mood-4"},
            {"name": kinds[1], "n": 203, "value": 1.8, "low": -1.9, "high": 5.5, "tone": "mood-3"},
            {"name": kinds[3], "n": 17, "few": _here("样本太少，不下结论", "Too few to say")},
        ],
        "min": -22,
        "max": 18,
        "refs": [{"x": 0, "text": _here("没有差别", "no difference")}],
    }


def _level() -> list[int]:
    return [(77, 71, 70, 71, 72, 76, 79)[day % 7] for day in range(len(DAILY))]


def _words() -> list[dict[str, Any]]:
    pairs = [
        ("物流", "parcel", 142, 88),
        ("发货慢", "late", 96, 61),
        ("催单", "chasing", 88, 40),
        ("客服", "service", 69, None),
        ("质量", "quality", 58, None),
        ("退款", "refund", 52, None),
        ("色差", "colour", 44, None),
        ("包装", "packing", 38, None),
        ("起球", "pilling", 33, None),
        ("尺寸", "size", 29, None),
        ("预售", "presale", 27, None),
        ("破损", "broken", 25, None),
    ]
    return [
        {"text": _here(zh, en), "value": count, "href": "#", **({"before": was} if was else {})}
        for zh, en, count, was in pairs
    ]
