"""What the pages of every audience share: the application, who may do what, the layout of staff pages."""
