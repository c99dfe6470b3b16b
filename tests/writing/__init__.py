"""Tests of what authorised readers write: dated events, signed answers, and the words that both may hold."""
