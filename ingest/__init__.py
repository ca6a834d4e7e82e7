"""Read a plan file: decode, drop page furniture, outline, clauses, commitments."""
