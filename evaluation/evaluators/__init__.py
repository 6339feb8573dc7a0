"""The evaluator's pages: reports, releases, chapters, what people wrote, and the quality of answers."""
