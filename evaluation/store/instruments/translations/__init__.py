"""What is kept of an instrument in other languages: the words of drafts, and notes for translators."""
