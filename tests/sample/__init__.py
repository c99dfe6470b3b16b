"""Tests of the synthetic council."""
