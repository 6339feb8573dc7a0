"""People with an account: invitation, sign-in, sessions, roles."""
