"""Speed and memory, always as ratios of two sides measured on the same machine in the same run."""
