"""Waves opened and closed while an evening runs, by a person or by the clock."""
