"""Columns as what they ask: items, scales, and what is no answer."""
