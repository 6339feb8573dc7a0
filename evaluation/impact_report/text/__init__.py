"""The sentences of a report, its small print, and a report in another language."""
