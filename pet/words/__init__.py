"""The words of PET: sentences made from a result's numbers and rule ids, in the reader's language.

A result holds no sentence; charts, reports and pages ask here, so that the same thing is said in the same
words everywhere. Every function is pure and answers in the language in use (`pet.language`).
"""
