"""What stands where on the first page, and the rows of its figures."""
