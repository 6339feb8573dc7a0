"""`weaving worker`: does what takes longer than a page may."""

import click

from evaluation.cli.command_context import opened
from evaluation.domain.clock import now_utc
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.worker import run_worker, work_off
from evaluation.storage.database_roles import DatabaseRole
from evaluation.web.app import Services

HANDLERS = {
    "report": "evaluation.reports.report_job:make_report",
    "brought": "evaluation.reports.brought.brought_report_job:make_brought_report",
    "export": "evaluation.export.export_job:make_export",
    "release": "evaluation.reports.releases.release_jobs:run_freeze",
    "publication": "evaluation.reports.releases.release_jobs:run_put_out",
    "pack": "evaluation.fieldwork.print_pack.pack_job:make_pack",
    "retention": "evaluation.operations.retention.retention_job:run_as_job",
    "seating": "evaluation.fieldwork.seating.sheets_job:make_sheets",
    "webhook": "evaluation.api.webhooks.send_job:send_event",
}
"""What each kind of job does, as "module:function": only the process that does it imports it."""


@click.command("worker")
@click.option("--at-once", default=1, show_default=True, type=click.IntRange(1, 32), help="How many jobs at a time.")
@click.option("--once", is_flag=True, help="Do what waits now, then end.")
def command(at_once: int, *, once: bool) -> None:
    """Make reports, exports, print packs and seating sheets as they are asked for, until Ctrl-C."""
    with opened() as (settings, database):
        as_worker = database.as_role(DatabaseRole.WORKER)
        worker = WorkerContext(services=Services(settings, as_worker, now_utc), handlers=HANDLERS)
        if once:
            click.echo(f"{len(work_off(worker))} jobs done.")
        else:
            click.echo("Waiting for work. Ctrl-C stops after the job under way.")
            run_worker(worker, at_once=at_once)
