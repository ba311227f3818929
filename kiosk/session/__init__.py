"""The resident's visit as explicit state machines: pure Python, no Qt, no I/O, no clock of its own."""
