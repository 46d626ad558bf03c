"""Invented samples and what is right for each of them, as people can read it."""
