"""Files with which programs for statistics read the table of themes: types, labels of columns, labels of values."""
