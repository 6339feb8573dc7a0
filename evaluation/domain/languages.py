"""The languages that the interface has words in."""

INTERFACE_LANGUAGES = ("en", "cy")
"""Languages that the interface itself has words in; questions may be in more."""
UNCHECKED_LANGUAGES = ("ar",)
"""Languages in which the participants' pages have a draft that nobody who speaks them has checked: a preview shows it,
and nobody is offered it until it is checked and the language moves up."""
STAFF_LANGUAGES = {"en": "English", "cy": "Cymraeg"}
"""The languages that staff pages have words in, each as it calls itself."""
STAFF_LANGUAGE = "en"
"""The language that staff are taken to write in: titles of meetings, a chapter's own words."""
