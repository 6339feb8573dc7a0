"""What other programs hold and are told: API tokens and webhooks."""
