"""What rules say: frozen values, no behaviour beyond look-up, no input or output."""
