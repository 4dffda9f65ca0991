"""Where the pages of this package are gathered."""

from flask import Blueprint

blueprint = Blueprint("actions", __name__)
