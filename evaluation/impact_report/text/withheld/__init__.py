"""What is said of answers that are held back since they are too much alike."""
