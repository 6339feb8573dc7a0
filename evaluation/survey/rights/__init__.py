"""What people are told of their rights, and how they use them."""
