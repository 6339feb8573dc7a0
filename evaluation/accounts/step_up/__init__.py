"""Proving once more who is there, before something that is dangerous in the wrong hands."""
