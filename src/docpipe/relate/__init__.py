"""What belongs together over a whole warehouse: copies, versions, papers after one pattern."""

from docpipe.relate.relate import Related, relate

__all__ = ["Related", "relate"]
