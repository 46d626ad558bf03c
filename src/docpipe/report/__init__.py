"""The quality report: one self-contained page about one state of a warehouse."""

from docpipe.report.page import render_report, write_report

__all__ = ["render_report", "write_report"]
