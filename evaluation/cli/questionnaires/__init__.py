"""Questionnaires: list, check, import, compare and publish."""
