"""What answers say of the questions themselves: items, scales, and whether they measured alike at two waves."""
