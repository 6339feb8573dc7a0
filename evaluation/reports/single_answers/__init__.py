"""Single answers as a table: of whom, in which columns, and the files that a report can be made again from."""
