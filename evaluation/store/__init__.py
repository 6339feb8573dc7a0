"""Every query, a file a noun. Functions take the session first and leave the transaction to their caller."""
