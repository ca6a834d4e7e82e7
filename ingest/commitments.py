def extract_commitments(text, clauses, tasks): return ()
