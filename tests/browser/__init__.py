"""Whole sites, as readers and their browsers meet them."""
