"""The wire to ePUAP: a letter becomes a CRWDE document in an office's inbox, and a signed receipt comes back."""
