"""The sentences that scripts show. They travel with the page, so that scripts hold no language of their
own.
"""

from django.utils.translation import get_language, gettext as _, pgettext


def words_for_scripts() -> dict[str, str]:
    """Every sentence by the key that scripts use; named places are filled there."""
    return {
        "language": get_language() or "zh-hans",
        "left": _("%(duration)s left"),
        "over": _("%(duration)s over"),
        "day": pgettext("unit", "%(n)d d"),
        "hour": pgettext("unit", "%(n)d h"),
        "minute": pgettext("unit", "%(n)d min"),
        "unsaved": _("What you wrote here is not saved yet."),
        "too_large": _("%(name)s is larger than 10 MB and was left out."),
        "too_many": _("At most %(n)d photos; the others were left out."),
        "remove": _("Remove %(name)s"),
        "failed": _("That did not work. Nothing was changed. Please try again."),
        "expected": _("expected %(low)s to %(high)s"),
        "outside": _("outside"),
        "before": _("before: %(n)s on average"),
        "share": _("%(share)s%% of all"),
        "interval": _("95%% interval %(low)s to %(high)s"),
        "total": _("Total"),
        "day_column": _("Day"),
        "name_column": pgettext("column", "Name"),
        "count_column": _("Count"),
        "share_column": _("Running share"),
        "low_column": _("Lower bound"),
        "high_column": _("Upper bound"),
        "word_column": _("Word"),
        "value_column": pgettext("column", "Value"),
    }
