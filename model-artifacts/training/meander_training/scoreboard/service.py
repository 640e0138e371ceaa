"""What a running service answers: an instance of its own, fed what is known before the test part, asked for people whose next move is known."""

import json
import shutil
import threading

from . import judge, served

# Servers and a service take gigabytes, and as many processors as there are: one at a time.
ALONE = threading.Lock()

# How the shop's clock is told to the service.
SETTINGS = {
    "taobao": {"MEANDER_STATISTICS_ZONE": "+08:00"},
    "beauty": {"MEANDER_STATISTICS_DAYS_ONLY": "true"},
    "open_ecommerce": {"MEANDER_STATISTICS_DAYS_ONLY": "true"},
}
REMARKS = {
    "jd_all": "JD's sessions have no dates: the service takes the order for a clock, and counts the first run of those who are asked, which the protocol does not.",
    "open_ecommerce": "Sessions of this set's protocol hold fifteen runs at most, those of the service more.",
}


def moments(offline):
    """By person the first run after which it was asked, the truth and its rank."""
    first = {}
    for (who, k, h), (truth, rank) in offline.items():
        if h == 1 and (who not in first or k < first[who][0]):
            first[who] = (k, truth, rank)
    return first


def pasts(known, people):
    """By person the categories that are known of them, and when the last event was."""
    past = {}
    with open(known) as lines:
        for line in lines:
            event = json.loads(line)
            if event["personId"] in people:
                seen, _ = past.setdefault(event["personId"], (set(), None))
                seen.add("/".join(event["item"]["category"]))
                past[event["personId"]] = (seen, event["occurredAt"])
    return past


def asked(steps, name, folder, most):
    """Asks for at most so many people, spread evenly over all. :return: the step"""

    known = folder / "known.ndjson"

    def work(step):
        first = moments(judge.read(folder / "shipped" / "ranks.csv"))
        past = pasts(known, first)
        who = sorted(past)[:: max(1, -(-len(past) // most))]
        data = folder / "instance"
        with served.Instance(data, folder / "service.log", step, SETTINGS.get(name, {})) as instance:
            settings = "".join(f"{key}={value} " for key, value in SETTINGS.get(name, {}).items())
            step.commands.append(f"{settings}./meander run --fresh --no-sample --data DIR --http-port 0")
            step.meander("replay", known, "--format", "ndjson", "--url", instance.url, "--data", data)
            instance.counted()
            told = instance.answers({person: past[person][1] for person in who})
        shutil.rmtree(data, ignore_errors=True)
        return compared(told, first, past) | {"remark": REMARKS.get(name, "")}

    with ALONE:
        step = steps.once(f"{name}-served", work)
    # Not before the step is kept: an interrupted run asks again.
    known.unlink(missing_ok=True)
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
