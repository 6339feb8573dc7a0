"""The figures of a report and what they are of: the tree that every page and file is made from."""
