"""The words of a draft in other languages, and what is written beside them for translators and for who signs."""
