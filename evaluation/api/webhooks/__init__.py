"""Telling webhooks: what happened is noticed, and each telling is a job that is tried again after growing waits."""
