"""The rounds of an evening in plain Python: one that has begun is never taken away by a plan that is changed."""

from datetime import datetime, timedelta

MOST, LONGEST = 30, 120
NO_TIME = timedelta()


class RoundsModel:
    """Where the rounds stand."""

    def __init__(self, planned, minutes):
        self.total, self.minutes = planned, minutes
        self.number, self.length, self.talked = 0, NO_TIME, NO_TIME
        self.since: datetime | None = None
        self.rung = False

    def left(self, now):
        running = now - self.since if self.since else NO_TIME
        return NO_TIME if self.rung else max(self.length - self.talked - running, NO_TIME)

    def phase(self, now):
        if not self.number:
            return "not_begun"
        if not self.left(now):
            return "over"
        return "running" if self.since else "paused"

    def takes(self, move, number, now, minutes):
        phase, this = self.phase(now), number == self.number and number > 0
        if move == "start":
            return number == self.number + 1 and number <= self.total
        if move == "add":
            return number == self.total + 1 and number <= MOST
        if move == "minute":
            longer = self.length // timedelta(minutes=1) + 1
            return this and minutes == longer and longer <= LONGEST
        return this and phase in {"pause": ["running"], "resume": ["paused"], "end": ["running", "paused"]}[move]

    def replay(self, move, number, now, minutes):
        """What stands was taken when it was pressed: a round that began stays begun; a plan made since has the say."""
        if move == "start":
            self.total, self.number = max(self.total, number), number
            self.length, self.talked = timedelta(minutes=minutes), NO_TIME
            self.since, self.rung = now, False
        elif move == "add":
            self.total = number if number == self.total + 1 else self.total
        elif move == "minute":
            self._longer(now)
        else:
            self.talked = self.length - self.left(now) if not self.rung else self.talked
            self.since, self.rung = (now, False) if move == "resume" else (None, move == "end")

    def _longer(self, now):
        over = self.phase(now) == "over"
        self.talked = self.length if over else self.length - self.left(now)
        self.since = now if over or self.since else None
        self.length += timedelta(minutes=1)
        self.rung = False
