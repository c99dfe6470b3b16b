"""Tests of the mapping language: what may be said, and what is said of a mistake."""
