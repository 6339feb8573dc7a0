"""Who sits with whom: a seating plan for one-to-ones in rounds, from counts alone."""
