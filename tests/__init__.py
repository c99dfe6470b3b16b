"""The tests of MSP Dashboard."""
