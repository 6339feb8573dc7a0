"""Verbs that keep a copy of a home and put it back."""
