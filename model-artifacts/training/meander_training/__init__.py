"""Trains the models of migration and evolution on sets that the Java service exports."""
