"""Nodes become the nouns of the field: posts, cards, pages, and the addresses they have."""
