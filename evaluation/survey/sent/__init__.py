"""What follows after sending: the receipt, the reminder, and the result once it is out."""
