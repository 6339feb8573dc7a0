"""Paper forms, print packs, and keying twice."""
