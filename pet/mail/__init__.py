"""How letters leave the site: messages that nothing can be smuggled into, over SMTP or into a folder.

This package knows no database and no round. A transport takes one message and says what became of it.
"""
