"""Documents made of a Summary: no query, no rule, no HTTP (style.md)."""
