"""The languages that the interface has words in."""

INTERFACE_LANGUAGES = ("en", "cy")
"""Languages that the interface itself has words in; questions may be in more."""
STAFF_LANGUAGE = "en"
"""The language of staff pages, and so of what staff write there: titles of meetings, a chapter's own words."""
