"""Backups: one file that holds a home as it was at one moment, and says what each part of it must be."""
