"""What happens around one check: rounds of correction, deadlines, inspection, records, figures."""
