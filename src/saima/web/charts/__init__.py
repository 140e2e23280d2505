"""Charts: specifications for the browser and for paper, and small lines drawn here."""
