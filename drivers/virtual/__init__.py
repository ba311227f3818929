"""Stand-ins that speak the real protocol from the other end of the wire."""
