package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.interest.Consent;
import dev.meander.projection.ParkingDecision.Act;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of one key through a batch in which something of it is put aside, or decided about: each
 * entry in the order of the log. Once an entry is put aside, all later ones are, until a decision
 * lets them go on. Confined to one thread.
 */
final class Lane {

  private static final Logger LOG = Logger.getLogger(Lane.class);

  private final ParkedKey key;
  private final @Nullable ParkedPerson stored;
  private final TrialFold trial;
  private final ParkedRows rows;
  private final NavigableMap<LogPosition, ParkedEntry> aside = new TreeMap<>();
  private final Set<LogPosition> changed = new HashSet<>();
  private final List<PositionedEvent> pending = new ArrayList<>();
  private final List<PositionedEvent> accepted = new ArrayList<>();
  private boolean held;
  private int kept;
  private long left;

  /**
   * @param stored null where nobody is held up under the key
   */
  Lane(ParkedKey key, @Nullable ParkedPerson stored, TrialFold trial, ParkedRows rows) {
    this.key = key;
    this.stored = stored;
    this.trial = trial;
    this.rows = rows;
    this.held = stored != null;
    this.kept = stored == null ? 0 : stored.kept();
    this.left = stored == null ? 0 : stored.left();
  }

  /** An entry that stands in the table. */
  void parked(ParkedEntry entry) {
    aside.put(entry.letter().position(), entry);
  }

  /** A withdrawal of consent waits for nothing: what is let go on later comes behind it. */
  void event(PositionedEvent event) {
    if (held && !Consent.isWithdrawal(event.envelope())) {
      aside(event, DeadLetter.BEHIND);
    } else {
      pending.add(event);
    }
  }

  void letter(DeadLetter letter) {
    aside(new ParkedEntry(letter, ParkedEntry.NOT_MENDED, new Reread.Unfit(letter.reason())), true);
  }

  void decide(ParkingDecision decision) {
    settle();
    ParkedEntry entry = aside.get(decision.entry());
    boolean whole = left == 0;
    if (entry == null) {
      rows.idle();
      return;
    }
    switch (decision.act()) {
      case Act.Mend(EventEnvelope event, byte[] wire) ->
          change(new ParkedEntry(entry.letter(), wire, new Reread.Fit(event)));
      case Act.Retry() when whole -> release(decision);
      case Act.Discard() when whole -> {
        remove(entry);
        rows.discarded();
        release(decision);
      }
      case Act.Retry(), Act.Discard() -> rows.idle();
    }
  }

  /** Ends the batch; what may be folded, in the person's order. */
  List<PositionedEvent> finish() {
    settle();
    changed.forEach(
        position -> {
          ParkedEntry entry = aside.get(position);
          if (entry != null) {
            rows.put(entry);
          }
        });
    if (held && key.holds()) {
      ParkedPerson now = new ParkedPerson(kept, left);
      if (!now.equals(stored)) {
        rows.hold(key, now, stored == null);
      }
    } else if (stored != null) {
      rows.free(key);
    }
    return accepted;
  }

  /** Puts aside what of the waiting events does not fold, and what is behind it. */
  private void settle() {
    TrialFold.Outcome outcome = trial.of(accepted, pending);
    accepted.addAll(pending.subList(0, outcome.fit()));
    List<PositionedEvent> rest = List.copyOf(pending.subList(outcome.fit(), pending.size()));
    pending.clear();
    for (int i = 0; i < rest.size(); i++) {
      if (i == 0) {
        LOG.errorf(
            "the event at %s is put aside: %s",
            rest.getFirst().position().encode(), outcome.where());
      }
      aside(rest.get(i), i == 0 ? outcome.reason() : DeadLetter.BEHIND);
    }
  }

  private void aside(PositionedEvent event, String reason) {
    DeadLetter letter =
        new DeadLetter(
            event.envelope().tenant(),
            event.position(),
            event.appendedAt(),
            event.key(),
            reason,
            event.payload());
    aside(
        new ParkedEntry(letter, ParkedEntry.NOT_MENDED, new Reread.Fit(event.envelope())),
        !reason.equals(DeadLetter.BEHIND));
  }

  /** The first of a person is kept whatever the limits: nobody could decide about it otherwise. */
  private void aside(ParkedEntry entry, boolean isBad) {
    boolean first = kept == 0 && left == 0;
    boolean keeps = first || (left == 0 && rows.hasRoom(key.partition(), kept));
    held = key.holds();
    if (keeps) {
      kept++;
      change(entry);
    } else {
      left++;
    }
    rows.aside(key.partition(), isBad, keeps);
  }

  private void release(ParkingDecision decision) {
    List<ParkedEntry> candidates = new ArrayList<>();
    List<PositionedEvent> events = new ArrayList<>();
    for (ParkedEntry entry : key.holds() ? List.copyOf(aside.values()) : named(decision)) {
      switch (entry.reread()) {
        case Reread.Fit(EventEnvelope envelope) -> {
          candidates.add(entry);
          events.add(at(decision, entry, envelope));
          continue;
        }
        case Reread.Gone() -> {
          remove(entry);
          continue;
        }
        case Reread.Unfit(String reason) -> change(entry.because(reason));
      }
      break;
    }
    TrialFold.Outcome outcome = trial.of(accepted, events);
    for (int i = 0; i < outcome.fit(); i++) {
      accepted.add(events.get(i));
      remove(candidates.get(i));
      rows.released();
    }
    if (outcome.fit() < candidates.size()) {
      change(candidates.get(outcome.fit()).because(outcome.reason()));
    }
    held = key.holds() && !aside.isEmpty();
  }

  private List<ParkedEntry> named(ParkingDecision decision) {
    ParkedEntry entry = aside.get(decision.entry());
    return entry == null ? List.of() : List.of(entry);
  }

  /** As if it stood where the decision does: what was folded before is not newer than that. */
  private static PositionedEvent at(
      ParkingDecision decision, ParkedEntry entry, EventEnvelope envelope) {
    return new PositionedEvent(
        envelope,
        decision.position(),
        decision.appendedAt(),
        entry.letter().personKey(),
        entry.letter().payload());
  }

  private void change(ParkedEntry entry) {
    aside.put(entry.letter().position(), entry);
    changed.add(entry.letter().position());
  }

  private void remove(ParkedEntry entry) {
    aside.remove(entry.letter().position());
    rows.gone(entry.letter());
    rows.back(key.partition());
    kept--;
  }
}
