"""The dump attack: everything in the database of an anonymous round, and nobody's answers are found in it."""
