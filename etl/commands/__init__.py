"""The commands of python -m etl, one a file."""
