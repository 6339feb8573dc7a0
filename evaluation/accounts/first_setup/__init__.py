"""The first start of an empty home: its first administrator, and what evenings need."""
