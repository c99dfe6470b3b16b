"""The commands of python -m msp_dashboard, one a file."""
