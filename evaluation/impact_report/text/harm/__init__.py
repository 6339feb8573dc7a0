"""What page 1 says of harm behind an average: in several chapters, and of many people."""
