"""The site in memory, shown in a browser while one writes."""
