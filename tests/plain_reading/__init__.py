"""A second, independent reading of the contract in plain Python, for the product to be compared with."""
