"""Wenguo 闻过: from one customer's sentence to a kept customer and a better product."""

__version__ = "0.1.0"
