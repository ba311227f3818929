"""The host that holds the kiosk's seal: it signs, seals, encrypts and hands over, away from the screen."""
