"""What the detector is told about every word besides its spelling: roster, form, surroundings."""
