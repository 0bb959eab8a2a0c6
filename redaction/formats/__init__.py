"""Office documents and captions to the plain text that the rules read."""
