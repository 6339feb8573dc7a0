"""What an administrator sets up: studies, their chapters, and the address that people open."""
