"""What somebody lets programs do: API tokens and webhooks, their own and, for administrators, those of others."""
