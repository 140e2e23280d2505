"""What the rules ARE: an assessment method as data, loaded, checked and compared.

Pure: no Django, no frames, no clock. ``Plan`` is the root type, ``load_plan`` the way in.
"""
