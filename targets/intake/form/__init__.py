"""The unit's Excel form and the table of communes and wards: drawn, read back, compared."""
