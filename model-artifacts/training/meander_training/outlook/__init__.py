"""Trains models of evolution: how a person's events of the next days will spread over categories, and whether any come."""
