"""Measure the product: its speed and memory beside a baseline."""
