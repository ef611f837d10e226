"""Cases that the tables lack: applications that try out what none does, expectations blank."""
