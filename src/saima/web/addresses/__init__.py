"""The addresses of the site, one file for each kind of job."""
