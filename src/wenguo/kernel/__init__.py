"""Plain Python that every room may use: news, clock, ids, search grams. Knows no framework."""
