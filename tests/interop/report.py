"""What the judges find: one line for each verdict, one for each case that fails, and whether anything failed at all."""

failures = 0


def report(sound, message):
    """Prints one verdict; a single unsound one makes the whole run fail."""
    global failures
    failures += not sound
    print(f"{'ok  ' if sound else 'FAIL'}  {message}", flush=True)


class Tally:
    """The cases of one judge, counted; each that fails is printed on a line of its own, the count at the end."""

    def __init__(self, name):
        self.name = name
        self.cases = 0
        self.sound = 0

    def case(self, name, sound, expected, got):
        """Counts one case."""
        self.cases += 1
        self.sound += bool(sound)
        if not sound:
            print(f"      {name}: expected {expected}, got {got}", flush=True)

    def same(self, name, expected, got):
        """Counts a case in which two values must be equal."""
        self.case(name, expected == got, expected, got)

    def call(self, name, expected, judge):
        """Counts a case that `judge()` finds sound by returning nothing; what it returns or raises is what was got."""
        try:
            got = judge()
        except Exception as error:  # any error of any client is a finding, not the end of the run
            got = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        self.case(name, got is None, expected, got)

    def __str__(self):
        return f"{self.name} {self.sound} of {self.cases}"

    def holds(self):
        """Whether every case was sound, and there were any."""
        return self.cases > 0 and self.sound == self.cases

    def close(self):
        """Prints the count."""
        report(self.holds(), str(self))
