"""The learner at the desk: sessions, their journal, what to ask next, how texts are seen."""
