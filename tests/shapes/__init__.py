"""What each shape of export carries of the case export, held by tests/test_every_mapping.py."""
