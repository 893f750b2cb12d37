"""Understand: what a feedback says. The Analyzer works alone, without Django or a database."""

from wenguo.understand.analyzer import Analyzer, Reading

__all__ = ["Analyzer", "Reading"]
