"""The offices' work: questions, official replies, clarifications, explanations."""
