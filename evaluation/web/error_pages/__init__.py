"""What a staff page says that failed: what to do next, with all that was typed."""
