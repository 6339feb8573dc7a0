"""Beginning as somebody new: what shows that a start page was opened, and how many can begin at once."""
