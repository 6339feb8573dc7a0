"""Answers that somebody brought from elsewhere, while they are looked at: a file each, gone within the hour."""
