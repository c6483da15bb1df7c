"""What counts as reached, late or odd: pure rules on Decimal, without Django (design §3, §5)."""
