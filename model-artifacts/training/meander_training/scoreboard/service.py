"""What a running service answers: an instance of its own, fed what is known before the test part, asked for people whose next move is known."""

import json
import shutil
import threading

from . import judge, served

# Servers and a service take gigabytes, and as many processors as there are: one at a time.
ALONE = threading.Lock()

# How the shop is to be counted: as its protocol counts it.
SETTINGS = {
    "taobao": {"MEANDER_STATISTICS_ZONE": "+08:00"},
    "beauty": {"MEANDER_STATISTICS_TIMES": "day"},
    "jd_all": {"MEANDER_STATISTICS_TIMES": "order"},
    "open_ecommerce": {"MEANDER_STATISTICS_TIMES": "day", "MEANDER_STATISTICS_LONGEST_SESSION": "15", "MEANDER_STATISTICS_MOST_PAIRS": "2097152"},
}
# Longer than it is asked: what is sent meanwhile is not counted.
NOT_AGAIN = {"MEANDER_STATISTICS_REFRESH": "1h"}
REMARKS = {
    "jd_all": "JD's sessions have no dates, and the protocol counts none of those that it asks for: the service is told to read times as an order, counts the others, and learns of the first run of who is asked when that is done.",
    "open_ecommerce": "This set's protocol cuts sessions behind fifteen runs, which the service is told; and its people buy in so many categories that the tables of pairs are allowed four times of what they hold unless told otherwise.",
}


def moments(offline):
    """By person the first run after which it was asked, the truth and its rank."""
    first = {}
    for (who, k, h), (truth, rank) in offline.items():
        if h == 1 and (who not in first or k < first[who][0]):
            first[who] = (k, truth, rank)
    return first


def user(person):
    """Of whom the service is told as ``person``: their place in the set, a hyphen and the id there."""
    return person.partition("-")[2]


def pasts(files, people):
    """Of those of the people of whom anything is known: their categories, what the service calls them, and when their first event was."""
    past = {}
    for line in (line for file in files if file.exists() for line in open(file)):
        event = json.loads(line)
        if user(event["personId"]) in people:
            seen, *_ = past.setdefault(user(event["personId"]), (set(), event["personId"], event["occurredAt"]))
            seen.add("/".join(event["item"]["category"]))
    return past


def later(file, people):
    """By person the events that the service is to know when it has counted; none where there is no such file."""
    told = {}
    for line in open(file) if file.exists() else ():
        event = json.loads(line)
        if event["personId"] in people:
            told.setdefault(event["personId"], []).append(event)
    return told


def asked(steps, name, folder, most):
    """Asks for at most so many people, spread evenly over all. :return: the step"""

    known = folder / "known.ndjson"
    uncounted = known.with_name(known.name + ".asked")

    def work(step):
        first = moments(judge.read(folder / "shipped" / "ranks.csv"))
        checksum = known.with_suffix(".statistics").read_text()
        past = pasts((known, uncounted), first)
        who = sorted(past)[:: max(1, -(-len(past) // most))]
        served_as = {past[one][1]: one for one in who}
        data, log, settings = folder / "instance", folder / "service.log", SETTINGS.get(name, {})
        log.unlink(missing_ok=True)
        events = later(uncounted, served_as)
        with served.Instance(data, log, step, settings) as instance:
            step.meander("replay", known, "--format", "ndjson", "--url", instance.url, "--data", data)
            counted = instance.counted(checksum)
            if not events:
                # The first of their events: with the newest, one less of their visits would be among those that count.
                told = instance.answers({person: [served.nudge(person, past[one][2])] for person, one in served_as.items()})
        if events:
            with served.Instance(data, log, step, settings | NOT_AGAIN, fresh=False) as instance:
                counted = instance.counted(checksum)
                told = instance.answers(events)
                counted &= instance.counted(checksum)
        shutil.rmtree(data, ignore_errors=True)
        told = {served_as[person]: answer for person, answer in told.items()}
        return compared(told, first, past) | {"counted": counted, "remark": REMARKS.get(name, "")}

    with ALONE:
        step = steps.once(f"{name}-served", work)
    # Not before the step is kept: an interrupted run asks again.
    for file in (known, uncounted):
        file.unlink(missing_ok=True)
    return step


def compared(told, first, past):
    """Figures of what was answered, and how often the truth had the same place as offline."""
    found, same, by, unknown = [], 0, {}, 0
    for who, answer in told.items():
        _, truth, rank = first[who]
        if answer is None:
            unknown += 1
            continue
        place = served.places(answer).get(truth)
        model = answer["model"]
        by_name = f"{model['name']} {model['version']}" if model else "formula"
        by[by_name] = by.get(by_name, 0) + 1
        found.append((place or float("inf"), truth in past[who][0]))
        # Between two whole ranks lie equals, of which the service tells one first.
        same += abs(place - rank) <= (0 if rank.is_integer() else 1) if place else rank > served.TOLD
    return {
        "asked": len(told), "unknown": unknown, "by": by, "compared": len(found), "same": int(same),
        "all": judge.figures([rank for rank, _ in found]),
        "novel": judge.figures([rank for rank, known in found if not known]),
        "returning": judge.figures([rank for rank, known in found if known]),
    }
