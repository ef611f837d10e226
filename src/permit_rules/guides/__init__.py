"""Rule files → words: service guides, review sheets, and levels side by side.

Words only, written from the same rulebook that checks an application, so that what is published
and what is checked cannot drift apart.
"""

from __future__ import annotations
