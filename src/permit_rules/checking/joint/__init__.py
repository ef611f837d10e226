"""Several permits in one application: who gets what of it, and the one list for the applicant.

Each permit is answered by the very check it would get alone, of its own share; what is here only
takes the application apart and puts the answers together.
"""
