"""What people ask of whoever keeps their answers."""
