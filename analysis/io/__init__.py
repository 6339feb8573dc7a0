"""Files and frames in: responses, scales, and joining before to after."""
