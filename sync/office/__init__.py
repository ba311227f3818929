"""The receiving back end: takes packages in, verifies, registers, shows them to a clerk."""
