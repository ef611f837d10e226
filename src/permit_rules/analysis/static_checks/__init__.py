"""What can be found out about a rulebook without any application, one check a file."""
