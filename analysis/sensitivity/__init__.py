"""What could change the answer, and what could have been seen: missing people, chance, power, quality."""
