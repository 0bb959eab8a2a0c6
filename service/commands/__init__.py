"""The commands of `sealedroom`, a file a group. Heavy imports stay inside the functions."""
