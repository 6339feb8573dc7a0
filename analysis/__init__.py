"""Pure statistics on tidy frames: what a before-and-after questionnaire can say, and how sure it can be.

Nothing here knows a questionnaire class, a web page or a database. Every module takes numpy arrays or pandas frames and
returns frozen values; what cannot be estimated is a `NotEstimable` that carries its reason as a sentence.
"""
