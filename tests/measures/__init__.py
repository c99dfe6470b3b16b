"""Measures: a few rows in, numbers out, and the whole catalogue against the plain reading of the contract."""
