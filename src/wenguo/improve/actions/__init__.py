from wenguo.improve.actions.finishing import NotDone, finish, publish, unpublish
from wenguo.improve.actions.improvements import NotOpen, add_cases, drop, make_improvement, start
from wenguo.improve.actions.lessons import draft_from_lesson
from wenguo.improve.actions.telling import tell_customers

__all__ = [
    "NotDone",
    "NotOpen",
    "add_cases",
    "draft_from_lesson",
    "drop",
    "finish",
    "make_improvement",
    "publish",
    "start",
    "tell_customers",
    "unpublish",
]
