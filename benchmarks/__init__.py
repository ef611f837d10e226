"""Measurements that stand behind every claim about speed and memory."""
