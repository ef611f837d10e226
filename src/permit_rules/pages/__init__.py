"""What every page begins with, whoever writes it: the shell of an HTML page, the sheet of Word.

Guides and notices have documents of their own; here is only what they share. HTML needs jinja2 and
Word python-docx, which come with an extra, so neither is imported before it is wanted.
"""
