"""The seating plan of an evening: made, changed, shown round by round, and printed."""
