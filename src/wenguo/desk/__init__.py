"""Desk: screens that join rooms: my day, customer 360°, search."""
