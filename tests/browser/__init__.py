"""Tests that drive the served pages with a real Chromium."""
