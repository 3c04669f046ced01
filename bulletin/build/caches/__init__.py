"""What builds keep for one another in the folder ``.bulletin`` of a site; deleting it is always safe."""
