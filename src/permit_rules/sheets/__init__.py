"""Rule files as sheets, and sheets as rule files again.

A sheet has one row for each entry (要点), part (组成) and version (版本), and one column for each
key. What a sheet does not carry – the head of the file, comments – stays in the rule file.
"""
