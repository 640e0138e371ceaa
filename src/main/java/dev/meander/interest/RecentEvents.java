package dev.meander.interest;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one day, at most {@link InterestProfile#RECENT_EVENTS}, kept as bytes: a
 * tenth of the memory of the records, and copied as they are from cell to profile to wire.
 */
final class RecentEvents {

  static final RecentEvents NONE = of(List.of());

  /** Oldest first; the order of {@link InterestProfile#recent()}. */
  static final Comparator<RecentEvent> ORDER =
      Comparator.comparing(RecentEvent::occurredAt).thenComparing(RecentEvent::eventId);

  private final int count;
  private final byte[] bytes;

  private RecentEvents(int count, byte[] bytes) {
    this.count = count;
    this.bytes = bytes;
  }

  /**
   * @param events in {@link #ORDER}
   */
  static RecentEvents of(List<RecentEvent> events) {
    ByteSink sink = new ByteSink();
    sink.putUnsigned(events.size());
    Map<CategoryPath, Integer> categories = putCategories(sink, events);
    Map<String, Integer> items = new HashMap<>();
    long before = 0;
    for (RecentEvent event : events) {
      long at = event.occurredAt().toEpochMilli();
      sink.putUnsigned(at - before);
      before = at;
      sink.putByte(KindCode.of(event.kind()));
      CategoryPath category = event.category();
      sink.putUnsigned(category == null ? 0 : categories.getOrDefault(category, 0));
      putItem(sink, event.itemId(), items);
      Long dwell = event.dwellMs();
      sink.putUnsigned(dwell == null ? 0 : dwell + 1);
      IdForm.put(sink, event.eventId());
    }
    return new RecentEvents(events.size(), sink.toBytes());
  }

  static RecentEvents read(ByteSource source) {
    byte[] block = source.readBlock();
    int count = new ByteSource(block).readCount(1);
    return new RecentEvents(count, block);
  }

  void write(ByteSink sink) {
    sink.putBlock(bytes);
  }

  int count() {
    return count;
  }

  int weight() {
    return bytes.length;
  }

  List<RecentEvent> events() {
    ByteSource source = new ByteSource(bytes);
    int size = source.readCount(1);
    CategoryPath[] categories = new CategoryPath[source.readCount(1)];
    for (int i = 0; i < categories.length; i++) {
      categories[i] = source.readPath();
    }
    List<String> items = new ArrayList<>();
    List<RecentEvent> events = new ArrayList<>(size);
    long at = 0;
    for (int i = 0; i < size; i++) {
      at += source.readUnsigned();
      EventKind kind = KindCode.kind(source.readByte());
      int category = (int) source.readUnsigned();
      String item = readItem(source, items);
      long dwell = source.readUnsigned();
      events.add(
          new RecentEvent(
              Instant.ofEpochMilli(at),
              IdForm.read(source),
              kind,
              category == 0 ? null : categories[category - 1],
              item,
              dwell == 0 ? null : dwell - 1));
    }
    source.requireEnd();
    return events;
  }

  private static Map<CategoryPath, Integer> putCategories(ByteSink sink, List<RecentEvent> events) {
    TreeSet<CategoryPath> sorted = new TreeSet<>();
    for (RecentEvent event : events) {
      if (event.category() != null) {
        sorted.add(event.category());
      }
    }
    Map<CategoryPath, Integer> indexes = new HashMap<>();
    sink.putUnsigned(sorted.size());
    for (CategoryPath category : sorted) {
      sink.putPath(category);
      indexes.put(category, indexes.size() + 1);
    }
    return indexes;
  }

  /** 0 for none, else 1 + index; the text follows where the index is new. */
  private static void putItem(ByteSink sink, @Nullable String item, Map<String, Integer> items) {
    if (item == null) {
      sink.putUnsigned(0);
      return;
    }
    int fresh = items.size() + 1;
    Integer known = items.putIfAbsent(item, fresh);
    sink.putUnsigned(known == null ? fresh : known);
    if (known == null) {
      sink.putText(item);
    }
  }

  private static @Nullable String readItem(ByteSource source, List<String> items) {
    int index = (int) source.readUnsigned();
    if (index == 0) {
      return null;
    }
    if (index == items.size() + 1) {
      items.add(source.readText());
    }
    return items.get(index - 1);
  }
}
