from wenguo.desk.queries.search import CAP, KINDS, Found, Hit, Kind, count_words, search

__all__ = ["CAP", "KINDS", "Found", "Hit", "Kind", "count_words", "search"]
