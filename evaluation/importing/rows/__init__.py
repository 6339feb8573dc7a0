"""Rows as what they say of one person at one wave."""
