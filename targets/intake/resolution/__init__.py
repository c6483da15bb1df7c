"""How the language of a resolution is read: its lines, its lists, its numbers, its names."""
