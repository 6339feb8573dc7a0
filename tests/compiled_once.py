"""What every application and database compiles for itself, compiled once for all that the tests of one worker make.

A test makes an application and a database of its own, a thousand times over: the same templates, the same addresses of
pages, the same SQL. None of it depends on the test, so that compiling it anew would be half of many a test.
"""

from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy import event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule


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


def compile_once():
    """Give every application made from here on one cache of templates and addresses, every database one of SQL."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KeptInMemory()}
    _compile_each_address_once()
    _compile_each_statement_once()


def _compile_each_address_once():
    """Make the function that writes an address once for all rules that are written alike."""
    compiled, compile_builder = {}, Rule._compile_builder

    def kept(rule, append_unknown=True):  # noqa: FBT002 - as the library names it
        key = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), rule.map.merge_slashes, append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = kept


def _compile_each_statement_once():
    """Let all databases of an engine share what SQL was compiled to; each is opened in the same way."""
    compiled = LRUCache(5000)

    @event.listens_for(Engine, "engine_connect")
    def share(connection):
        connection.engine._compiled_cache = compiled

    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__ = lambda one, other: type(one) is type(other)
        dialect.__hash__ = lambda one: hash(type(one))
