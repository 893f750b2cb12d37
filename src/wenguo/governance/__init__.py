"""Governance: who did what, masking, privacy requests, retention. The record outlives what it describes."""
