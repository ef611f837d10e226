"""What a rulebook can and cannot do: questions about the rules themselves, not an application."""
