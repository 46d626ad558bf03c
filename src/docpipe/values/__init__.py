"""How a quoted string becomes a value: one function per kind of value."""
