"""From answers to scores, and which questions may be compared."""
