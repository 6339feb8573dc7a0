"""What the program writes down of itself while it runs: declared events, each with the fields that it may have."""
