from wenguo.improve.actions.finishing import (
    NotDone as NotDone,
    finish as finish,
    publish as publish,
    unpublish as unpublish,
)
from wenguo.improve.actions.improvements import (
    NotOpen as NotOpen,
    add_cases as add_cases,
    drop as drop,
    make_improvement as make_improvement,
    start as start,
)
from wenguo.improve.actions.lessons import draft_from_lesson as draft_from_lesson
from wenguo.improve.actions.telling import tell_customers as tell_customers
