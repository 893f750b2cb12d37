"""A trial, not shipped: would a small sentence encoder beside the linear score be worth its time? See ADR 8."""
