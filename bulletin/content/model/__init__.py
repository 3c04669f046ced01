"""The nouns of the field, as frozen values.

What a post says of conventions, inaugurations and events once it has been read and validated. Nothing here
knows how it was typed, and nothing here is computed for a day: see ``corpus.lifecycle``. Unknown text is
``""``, an unknown value of another kind is ``None``, none of many is ``()``.
"""
