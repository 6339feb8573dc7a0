"""What stands in cells: numbers, words as numbers, and the sets of answers that questions share."""
