"""The two wires into an EZD: EZD PUW and EZD RP, one plan in two dialects."""
