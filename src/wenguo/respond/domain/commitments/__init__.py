"""Dated commitments in what we write: 明天下午5点前回电, within 3 working days. Found, dated, explained."""

from wenguo.respond.domain.commitments.finding import Found, find_promises

__all__ = ["Found", "find_promises"]
