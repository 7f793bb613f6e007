"""Tables and records -> cells as sentences, and tickets where the columns are known or were told."""
