"""The living gallery: every component in every state, the target of visual and accessibility tests."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy as _

from wenguo.base.bilingual import short_language
from wenguo.base.errors import NotAllowed
from wenguo.base.http import Request
from wenguo.base.pages.gallery_charts import chart_specimens
from wenguo.kernel.clock import now


class SpecimenForm(forms.Form):
    """One field of each kind, wrong on purpose."""

    name = forms.CharField(label=_("Name of the form"), help_text=_("As customers will read it."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1)
    channel = forms.ChoiceField(label=_("Channel"), choices=[("form", _("Web form")), ("mail", _("E-mail"))])
    text = forms.CharField(label=_("What happened"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    is_active = forms.BooleanField(label=_("Active"), required=False)


def gallery(request: Request) -> HttpResponse:
    """Show the gallery. For colleagues only, except while developing."""
    if not settings.DEBUG and request.actor.kind != "person":
        raise NotAllowed
    moment = now()
    context = {
        "now": moment,
        "clocks": _clocks(moment),
        "steps": _steps(),
        "texts": _texts(),
        "form": SpecimenForm({"minutes": "0", "channel": "form"}),
        "empty_form": SpecimenForm(),
        "page": {"rows": range(50), "next_cursor": "next"},
        "timeline": _timeline(moment),
        "ages": [
            moment - age
            for age in (timedelta(seconds=20), timedelta(minutes=12), timedelta(hours=5), timedelta(days=4))
        ],
        "groups": _groups(),
        "tabs": [
            {"label": _("Open"), "href": "#", "count": 46, "is_current": True},
            {"label": _("Closed"), "href": "#"},
        ],
        **chart_specimens(),
    }
    return render(request, "gallery/index.html", context)


def _here(chinese: str, english: str) -> str:
    return chinese if short_language(get_language()) == "zh" else english


def _clocks(moment: datetime) -> list[dict[str, Any]]:
    def running(gone: timedelta, left: timedelta) -> dict[str, Any]:
        return {"state": "running", "started_at": moment - gone, "due_at": moment + left}

    hour, minute = timedelta(hours=1), timedelta(minutes=1)
    done = {"started_at": moment - 2 * hour, "due_at": moment - hour}
    return [
        {"label": _("plenty of time"), "deadline": running(4 * minute, 11 * minute)},
        {"label": _("soon due"), "deadline": running(22.4 * hour, 98 * minute)},
        {"label": _("overdue"), "deadline": running(21 * minute, -6 * minute)},
        {
            "label": _("paused"),
            "deadline": {**running(3 * hour, 2 * hour), "state": "paused", "left": 2 * hour},
        },
        {"label": _("met"), "deadline": {**done, "state": "met", "ended_at": moment - 112 * minute}},
        {
            "label": _("met too late"),
            "deadline": {**done, "state": "missed", "ended_at": moment - 45 * minute},
        },
        {"label": _("not started"), "deadline": {"state": "idle"}},
    ]


def _steps() -> list[dict[str, Any]]:
    return [
        {"label": _("Receive"), "state": "done", "note": _here("1 分钟", "1 min")},
        {"label": _("Assess"), "state": "done", "note": _here("3 小时 41 分", "3 h 41 min")},
        {"label": _("Resolve"), "state": "now", "note": _here("今天 16:10 前", "by 16:10"), "warn": True},
        {"label": _("Follow up"), "state": ""},
        {"label": _("Learn"), "state": ""},
    ]


def _texts() -> list[dict[str, Any]]:
    rooms = _here(
        "床单上有一块巴掌大的血渍，换房等了两小时二十分钟，我妈七十三岁一直坐在大堂",
        "There was a bloodstain on the sheet and we waited two hours for another room",
    )
    parcel = _here(
        "说好十八号到，今天二十一号了，孩子生日都过了，包裹还停在佛山分拨中心，写明十六日前送到的",
        "You promised the eighteenth, my daughter's birthday is over, and the parcel still sits in the depot",
    )
    thanks = _here(
        "小周半夜帮孩子找到退烧药 <script>alert(1)</script>", "Thank you <b>Zhou</b> for the medicine at 2 am"
    )
    return [
        _marked(
            rooms,
            (_here("巴掌大的血渍", "a bloodstain"), 1, "hygiene"),
            (_here("等了两小时二十分钟", "two hours"), 2, "waiting"),
        ),
        _marked(parcel, (_here("还停在佛山分拨中心", "still sits in the depot"), 2, "delay")),
        _marked(thanks, (_here("半夜帮孩子找到退烧药", "medicine at 2 am"), 5, "")),
    ]


def _marked(text: str, *found: tuple[str, int, str]) -> dict[str, Any]:
    spans = [[text.index(words), text.index(words) + len(words), mood, key] for words, mood, key in found]
    return {"text": text, "spans": spans}


def _timeline(moment: datetime) -> list[dict[str, Any]]:
    return [
        {"at": moment, "title": _here("方案待给出", "Solution is due"), "icon": "clock", "tone": "warn"},
        {
            "at": moment - timedelta(minutes=34),
            "title": _here("客户回复", "The customer wrote"),
            "text": _here("今天能不能有个准话？", "Can you tell me today?"),
            "spans": [[0, 6, 2]],
            "icon": "message",
            "actor": _here("林婉清", "Ms Lin"),
        },
        {"at": moment - timedelta(days=2), "title": _here("收到反馈", "Feedback received"), "icon": "inbox"},
    ]


def _groups() -> list[dict[str, Any]]:
    mine = [
        {"label": _here("待我处理", "Mine"), "href": "#", "icon": "inbox", "count": 8, "is_current": True},
        {"label": _here("将超时", "About to breach"), "href": "#", "icon": "clock", "count": 2, "warn": True},
    ]
    saved = [{"label": _here("退款超 7 天未到账", "Refunds over 7 days"), "href": "#", "count": 6}]
    return [
        {"label": _here("我的", "Mine"), "views": mine},
        {"label": _here("已保存", "Saved"), "views": saved},
    ]
