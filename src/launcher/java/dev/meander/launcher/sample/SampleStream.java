package dev.meander.launcher.sample;

import dev.meander.event.EventEnvelope;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The whole shop's events by time, equal times by person; see the package description for the
 * process. Ends after the last day. Not thread-safe.
 */
public final class SampleStream implements Iterator<EventEnvelope> {

  private record Head(long at, PersonStream person) {}

  private final PriorityQueue<Head> heads;

  public SampleStream(SampleSettings settings) {
    Shop shop = Shop.of(settings.seed());
    heads =
        new PriorityQueue<>(
            settings.people(),
            Comparator.comparingLong(Head::at).thenComparingInt(head -> head.person().index()));
    for (int i = 0; i < settings.people(); i++) {
      push(new PersonStream(settings, shop, i));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public EventEnvelope next() {
    Head head = heads.poll();
    EventEnvelope event = head == null ? null : head.person().peek();
    if (head == null || event == null) {
      throw new NoSuchElementException("the sample stream is over");
    }
    head.person().take();
    push(head.person());
    return event;
  }

  /** What is left, as a sequential stream. */
  public Stream<EventEnvelope> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false);
  }

  private void push(PersonStream person) {
    EventEnvelope next = person.peek();
    if (next != null) {
      heads.add(new Head(next.occurredAt().toEpochMilli(), person));
    }
  }
}
