"""What ``bulletin new`` and ``bulletin init`` write: the first text of a post, of a card, of a site."""
