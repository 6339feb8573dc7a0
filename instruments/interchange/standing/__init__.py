"""What stands around a question: the answers before it on which it follows, and the words that are read before it."""
