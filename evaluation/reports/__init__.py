"""For evaluators: impact reports from answers, their figures, and their files."""
