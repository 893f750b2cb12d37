"""Respond 响应: cases, clocks, routing, replies, the customer's tracking page."""
