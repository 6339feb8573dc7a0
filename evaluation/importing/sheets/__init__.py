"""Sheets of files as text: their encoding, their heading, and how they hold two waves."""
