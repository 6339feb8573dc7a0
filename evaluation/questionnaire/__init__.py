"""One version of a questionnaire on a page: its words, its form, its bytes. Three audiences use it."""
