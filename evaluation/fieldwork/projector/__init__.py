"""What the hall reads on the wall, in a language of the evening: counts, rounds and seats, and never an answer."""
