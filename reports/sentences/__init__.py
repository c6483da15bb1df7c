"""Figures as sentences an official would sign (mockups/papers §5). Knows no Django."""
