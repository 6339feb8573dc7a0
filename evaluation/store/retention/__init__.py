"""What is kept no longer than it is needed: which rows are due, and their end."""
