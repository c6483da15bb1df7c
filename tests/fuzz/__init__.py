"""Broken and hostile files against every door through which a file comes in."""
