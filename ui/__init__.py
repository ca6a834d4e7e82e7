"""The doors: chat page, reader, REST and command line."""
