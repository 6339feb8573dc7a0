"""Evenings whose answers came from a file: put into a study like any other, known again, and taken out."""
