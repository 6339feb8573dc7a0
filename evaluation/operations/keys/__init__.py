"""Secret keys: listed with what they are for, rotated, and destroyed at the end of keeping."""
