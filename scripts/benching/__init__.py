"""The measurements of scripts/bench; docs/benchmarks.md says what each figure is."""
