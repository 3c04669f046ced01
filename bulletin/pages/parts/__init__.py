"""What several pages show in the same way: conventions, posts and events as lines, facts, links."""
