package dev.meander.launcher.sample;

import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.PersonId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The events of one person in order, made day by day as they are asked for. Not thread-safe. */
final class PersonStream {

  private final SampleSettings settings;
  private final int index;
  private final PersonId personId;
  private final String eventPrefix;
  private final Visitor visitor;
  private final Deque<EventEnvelope> ready = new ArrayDeque<>();
  private int nextDay;
  private long sequence;

  PersonStream(SampleSettings settings, Shop shop, int index) {
    this.settings = settings;
    this.index = index;
    Dice dice = new Dice(Dice.seed(settings.seed(), 0x706572736f6eL, index));
    this.visitor = isBot(settings.seed(), index) ? new Bot(shop, dice) : new Shopper(shop, dice);
    this.personId = new PersonId(String.format(Locale.ROOT, "p-%06d", index));
    // Seed and start are in it: another sample's event must not look like a changed retry.
    this.eventPrefix =
        "smp1-"
            + Long.toString(settings.seed(), Character.MAX_RADIX)
            + "-"
            + Long.toString(settings.start().toEpochDay(), Character.MAX_RADIX)
            + "-"
            + Integer.toString(index, Character.MAX_RADIX)
            + "-";
  }

  /** Whether that person is none: one in two hundred, and person 0 always. */
  static boolean isBot(long seed, int index) {
    return index == 0 || new Dice(Dice.seed(seed, 0x626f74, index)).chance(0.005);
  }

  int index() {
    return index;
  }

  /** The next event without taking it; null when the last day is over. */
  @Nullable EventEnvelope peek() {
    while (ready.isEmpty() && nextDay < settings.days()) {
      DayLog log = new DayLog(nextDay, settings.start().plusDays(nextDay));
      visitor.live(log);
      nextDay++;
      log.inOrder().forEach(this::envelope);
    }
    return ready.peek();
  }

  void take() {
    ready.remove();
  }

  private void envelope(DayLog.Entry entry) {
    String session = entry.session() == null ? null : personId.value() + "-" + entry.session();
    ready.add(
        new EventEnvelope(
            settings.tenant(),
            new EventId(eventPrefix + Long.toString(sequence, Character.MAX_RADIX)),
            personId,
            Instant.ofEpochMilli(entry.at()),
            visitor.source(),
            session,
            entry.context(),
            entry.event()));
    sequence++;
  }
}
