"""Studies, chapters, experiments and their waves."""
