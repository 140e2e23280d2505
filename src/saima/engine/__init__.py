"""What the rules DO: observations in, scores, ranks, lights, triggers and explanations out.

Pure: frames in, frames out, on any Narwhals backend; no clock, no files, no settings, no wording.
``score`` (saima.engine.score) is the way in.
"""
