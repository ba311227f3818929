"""The wires by which a submission reaches an office: one contract, one module a wire."""
