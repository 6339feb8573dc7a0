"""The way in to an example, which nobody has a password for."""
