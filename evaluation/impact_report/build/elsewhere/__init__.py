"""Answers that were collected elsewhere: what files tell of them, and what they do not."""
