"""Answers of online forms and spreadsheets: what a file holds is understood, corrected by a person, and applied."""
