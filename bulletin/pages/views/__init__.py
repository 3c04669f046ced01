"""The values that templates and feed writers see; nothing else reaches them."""
