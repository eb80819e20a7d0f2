"""Commands of several steps: begun in the ledger, made step by step, and after a kill finished or undone by the next start."""
