"""Deadlines that a rule sets: bare arithmetic (``rules``), the law as data (``packs``), and what both explain.

No Django and no database: ``wenguo deadline`` and every room use the same functions.
"""
