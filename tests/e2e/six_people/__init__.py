"""A whole session by six people in real browsers: places, people, and a search afterwards."""
