"""Sentences from rules: what may be said of a figure, and how sure it can be."""
