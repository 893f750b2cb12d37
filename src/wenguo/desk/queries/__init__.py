from wenguo.desk.queries.search import (
    CAP as CAP,
    KINDS as KINDS,
    Found as Found,
    Hit as Hit,
    Kind as Kind,
    count_words as count_words,
    search as search,
)
