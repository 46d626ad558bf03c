"""Faults tried for real: `make chaos`."""
