"""The screens: QML modules, one theme, own icons, fonts and shadows."""
