"""What whoever runs the program does to it as a whole, in subfolders by subject."""
