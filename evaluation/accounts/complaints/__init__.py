"""Complaints about how data are handled, for administrators."""
