"""What the questionnaires of tests that are written as TOML begin with."""

BEGINNING = """\
[consent]
version = 1
title = "Before you start"
statements = ["We don't ask your name."]
agree = "Yes"

[waves.pre]
title = "Before"

[waves.post]
title = "After"

[formats.trust11]
layout = "strip"
low_label = "Not at all"
high_label = "Completely"
minimum = 0
maximum = 10

"""
"""Consent, a Before and an After, and an answer from 0 to 10; it goes after the title and the languages."""
