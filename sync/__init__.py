"""Sealed submissions out, proofs of receipt back."""
