"""Statistics: worked by hand, and against published examples and the answers of packages in R."""
