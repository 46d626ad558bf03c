"""The trained part of the labeller: forests of small trees, read once, asked with numpy alone."""

from docpipe.label.model.forest import Forest, Model, load_model

__all__ = ["Forest", "Model", "load_model"]
