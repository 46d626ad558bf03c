"""The command line: a few lines over each library function."""

from docpipe.cli.app import main, program

__all__ = ["main", "program"]
