"""What `taiwa.tutor.explaining` is made of: clauses, units of meaning, word tables, coverage."""
