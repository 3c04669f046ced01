"""The guide of those who write a bulletin, as pages that a browser opens from the disk.

Its texts are those of ``docs/``, which a wheel carries in this folder.
"""
