"""The pages on which a lead sets a round up."""

from flask import Blueprint

blueprint = Blueprint("setting_up", __name__)
