"""Migrations of the data."""
