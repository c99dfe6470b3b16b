"""What every number means: one declared entry a measure, and the one way of evaluating them."""
