"""What people touch: the visit, the screens, the composition of the whole kiosk."""
