"""Words for codes: states, notes, rules; sentences are made here, at display time."""
