"""Lists of people from outside: read, looked at row by row, taken over whole or not at all, and undone.

reading → rows; matching → what each row would do to the people there are; batches keeps a list between two pages;
applying carries it out in one transaction, and takes it back.
"""
