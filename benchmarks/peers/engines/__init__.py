"""One module an engine, imported only when it is asked for: what is not installed is left out."""
