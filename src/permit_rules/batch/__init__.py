"""Many applications → rows of a table: files, frames and columns in and out."""
