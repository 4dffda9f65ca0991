"""PET: a partnership looks at itself."""
