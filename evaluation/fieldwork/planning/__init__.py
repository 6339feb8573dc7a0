"""Planning evenings: a new one takes its example from the chapter's last of that kind."""
