"""Restoring: a backup is verified as a whole beside the home, and only then put in its place."""
