"""Participants: from the join address to the receipt."""
