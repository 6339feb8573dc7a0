"""The web application: participants answer, organisers run the evening, evaluators read reports."""
