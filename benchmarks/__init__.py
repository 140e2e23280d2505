"""What is measured, each beside another tool in the same run. ``python -m benchmarks`` does all."""
