"""The quality report: one self-contained page about one state of a warehouse."""

from docpipe.report.figures import Figures, figures_of
from docpipe.report.page import page_of, render_report, write_page, write_report

__all__ = ["Figures", "figures_of", "page_of", "render_report", "write_page", "write_report"]
