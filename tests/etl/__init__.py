"""Tests of the load, from a folder of small files to a release."""
