"""Answers from elsewhere: what files tell of them; and responses that do not count beside an earlier workshop's."""
