"""What the kiosk is wired to: scanner, cards, printer, behind one process wall."""
