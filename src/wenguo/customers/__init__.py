"""Customers: identities that belong to one person, and everything that person told us."""
