"""Answers from elsewhere in the browser: files are dropped, what was understood is looked at, and a report is made."""
