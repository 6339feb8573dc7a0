"""What can be asked for by programs, a module for each kind."""
