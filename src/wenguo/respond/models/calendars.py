from django.db import models
from django.utils.translation import gettext_lazy as _

from wenguo.base.bilingual import BilingualText, in_language


class WorkCalendar(models.Model):
    """When a brand, a team or a place works: the holidays of a country, the days of the week, one or more shifts a day.

    A policy that counts business hours takes the calendar of the case's place, else of its team, else of its brand,
    else its own hours.
    """

    key = models.SlugField(_("short name"), max_length=40, unique=True)
    name = BilingualText(_("name"))
    country = models.CharField(_("holidays of"), max_length=6, default="cn")
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    hours = models.CharField(_("shifts of a day"), max_length=100, default="09:00-18:00")
    # 0 is Monday; a make-up day is worked whatever its weekday is.
    weekdays = models.CharField(_("days of the week"), max_length=7, default="01234")
    brand = models.ForeignKey("people.Brand", models.CASCADE, related_name="+")
    team = models.ForeignKey("people.Team", models.CASCADE, null=True, related_name="+")
    place = models.ForeignKey("people.Place", models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("work calendar")
        verbose_name_plural = _("work calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "team", "place"], nulls_distinct=False, name="work_calendar_once"
            ),
            models.CheckConstraint(
                condition=models.Q(team__isnull=True) | models.Q(place__isnull=True),
                name="work_calendar_of_one",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name)


class BusinessDay(models.Model):
    """A day that breaks the weekly rule: a holiday, a make-up working day 调休, or a day with hours of its own.

    Without a calendar it holds for the whole installation, as Chinese holidays do.
    """

    calendar = models.ForeignKey(WorkCalendar, models.CASCADE, null=True, related_name="days")
    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("working day"))
    hours = models.CharField(_("hours of that day"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=60, blank=True)
    is_provisional = models.BooleanField(_("not yet published"), default=False)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day"], nulls_distinct=False, name="business_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class PublishedYear(models.Model):
    """The holidays of a year have been published and entered: deadlines that were provisional are counted again."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source = models.CharField(_("published notice"), max_length=200, blank=True)
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("published year")
        verbose_name_plural = _("published years")

    def __str__(self) -> str:
        return str(self.year)
