"""The languages that the interface has words in."""

INTERFACE_LANGUAGES = ("en", "cy")
"""Languages that the interface itself has words in; questions may be in more."""
