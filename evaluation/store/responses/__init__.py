"""What participants send, agree to and take back."""
