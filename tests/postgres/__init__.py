"""Releases published to a real PostgreSQL, and read from it."""
