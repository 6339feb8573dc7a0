"""What the first hour needs and nothing later: links that sign in to an example, and whether a phone has come in."""
