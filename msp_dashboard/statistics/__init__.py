"""How numbers are computed from counts: plain values in, plain values out, nothing read or drawn."""
