"""All posts and cards linked on a day: which convention, in what state, what contradicts what."""
