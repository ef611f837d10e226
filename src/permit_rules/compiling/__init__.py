"""Rulebook → Plan: what is to be decided, neutral to the engine that decides it."""
