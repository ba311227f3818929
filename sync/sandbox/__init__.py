"""Far ends to rehearse against: they speak the real protocols, check strictly, and misbehave when told to.

Nothing of the product imports them, and they share no code with the channels that they check.
"""
