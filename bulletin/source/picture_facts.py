"""What is known of a picture of ``content/`` before any page shows it.

Values only: ``rendering/pictures.py`` reads the files.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture that can be published.

    ``width`` and ``height`` are in pixels, once turned as its Exif orientation says. ``is_drawing`` says that
    it is a drawing or a screenshot rather than a photograph: it has few colours, and was saved without loss.
    ``is_animated`` says that it has several images which follow one another.
    """

    width: int
    height: int
    is_drawing: bool = False
    is_animated: bool = False


@dataclass(frozen=True, slots=True)
class UnreadablePicture:
    """A file that has the name of a picture and cannot be published as one.

    ``code`` is that of the diagnostic. ``fault`` ends in French a sentence that begins with the name of the
    file; ``hint`` is the remedy.
    """

    code: str
    fault: str
    hint: str
