"""A PERSON asks: pages, templates, charts and wording. A Django app with the site's settings."""
