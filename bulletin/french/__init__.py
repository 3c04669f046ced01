"""What French writers type and French readers see: days, sums, names, typography. No site is known here."""
