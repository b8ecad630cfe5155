"""What `taiwa.tutor.explaining` is made of: word tables, readers of clauses, coverage."""
