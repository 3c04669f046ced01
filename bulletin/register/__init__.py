"""A spreadsheet of conventions read into cards."""
