"""QObjects that QML binds to: state out, intents in; no decisions."""
