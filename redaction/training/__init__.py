"""Training of the learned detector; needs the `train` extra, and is never imported at run time."""
