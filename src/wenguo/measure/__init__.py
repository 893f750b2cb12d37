"""Measure 衡量: facts, metrics, statistics, dashboards."""
