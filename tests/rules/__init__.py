"""Rules need no database and no Django."""
