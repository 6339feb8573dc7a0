"""How a language writes the messages, numbers and pseudonyms of a report."""
