"""The parts of `taiwa.tutor.explaining`: word tables, readers of clauses, coverage."""
