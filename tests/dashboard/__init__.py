"""The dashboard without a browser: what its server answers to each person."""
