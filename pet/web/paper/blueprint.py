"""Where the pages of this package are gathered."""

from flask import Blueprint

blueprint = Blueprint("paper", __name__)
