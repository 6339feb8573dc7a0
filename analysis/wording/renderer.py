"""Which version of a report's words and drawing this program writes; earlier ones are still written as they were.

What is frozen is written again to the same bytes for good, so a sentence, a table or a figure that changes changes for
later reports alone: `RENDERER_VERSION` is raised by one, and the place of the change asks for the version of its
report (`report.renderer >= 3`, in templates `language.renderer >= 3`). `tests/golden` fails where that was forgotten.
Versions so far: 1 up to the first releases; 2 tells which way is welcome, and what clearly moved the other way, in
words and marks, says of an average what everybody and each chapter bear out and where a study stands on the Maryland
scale, writes figures no finer than averages, and p values as bands, and keeps rounded ones from seeming to reach what
they do not. Sentences that only the first has are in `analysis.wording.renderer_1_phrases`.
"""

RENDERER_VERSION = 2
"""Raised by hand with every change to what a reader sees."""
