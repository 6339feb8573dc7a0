"""People with an account, how they sign in, and evening keys."""
