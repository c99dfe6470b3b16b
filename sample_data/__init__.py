"""A synthetic council: its people and their histories, and the exports it would deliver."""
