"""The history of a draft on its pages: what changed, and undo, redo and restore."""
