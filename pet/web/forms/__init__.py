"""Forms, made from frameworks and lists: what a person can choose, and what they chose."""
