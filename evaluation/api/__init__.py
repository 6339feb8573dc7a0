"""What programs of staff read, each by a token of somebody's and within what that person may do.

Nothing is computed for it: it tells what pages tell, and of answers what releases that are out have told already.
"""
