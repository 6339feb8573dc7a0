"""What is kept, why, how long, and what happens then: the rules, their dry run and their run."""
