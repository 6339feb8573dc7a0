"""Everything of a study as a data package: answers under new names, their codebook, and figures drawn from them.

Nothing in a package is finer than what its answers tell, since the figures are made from these and from nothing else.
"""
