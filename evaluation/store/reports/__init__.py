"""What a report or an export is made from."""
