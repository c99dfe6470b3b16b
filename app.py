"""The web application that gunicorn serves."""

from msp_dashboard.application import create_app

server = create_app().server
