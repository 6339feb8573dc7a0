"""Templates compiled once for all the applications that the tests of one worker make."""

from flask import Flask
from jinja2 import BytecodeCache


class KeptInMemory(BytecodeCache):
    """What was compiled, by template and the digest of its text, so that a changed text is compiled anew."""

    def __init__(self):
        self.compiled = {}

    def load_bytecode(self, bucket):
        code = self.compiled.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.code = code

    def dump_bytecode(self, bucket):
        self.compiled[bucket.key, bucket.checksum] = bucket.code


def compile_each_template_once():
    """Give every application made from here on one cache of compiled templates."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KeptInMemory()}
