"""The rules of presentation, held for every page and every measure: README.md says which test holds which."""
