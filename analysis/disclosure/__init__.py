"""What may be printed without telling what one person answered."""
