"""What comes in that nothing vouches for, as organisers and evaluators see it."""
