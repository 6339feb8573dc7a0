"""Versions of questionnaires: drafts, published ones, and which of them compare."""
