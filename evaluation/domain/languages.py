"""The languages that the interface has words in."""

SPOKEN = ("en", "cy")
"""Languages that the interface itself has words in; questions may be in more."""
