"""Improve 改进: root causes, improvements and \"you said, we did\"."""
