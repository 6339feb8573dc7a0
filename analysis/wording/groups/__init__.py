"""What is said of several groups that came beside one comparison group."""
