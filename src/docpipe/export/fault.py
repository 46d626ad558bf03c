"""Why an export cannot be made."""


class ExportError(ValueError):
    """An export that cannot be made: says which formats there are, or what stands in the way."""
