"""Benchmarks: what the budgets are measured with. ``make bench`` runs them and rewrites docs/benchmarks.md."""
