"""The pages of the static site, made from rule files, cases, features and the last test run."""
