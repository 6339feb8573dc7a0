"""The rounds of an evening on its page: where they stand, what to press, what people talk about."""
