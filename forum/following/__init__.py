"""What a person has read, keeps and follows."""
