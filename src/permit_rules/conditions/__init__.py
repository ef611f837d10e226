"""The condition language, whole and alone: fields, tests, their truth and their wording."""
