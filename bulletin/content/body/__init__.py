"""Bodies of texts scanned for their limits, links, live lists and first words; not rendered."""
