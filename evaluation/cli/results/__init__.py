"""What is made of the answers: reports, releases, exports and the analysis of any file."""
