package dev.meander.launcher.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records between two positions, cut into batches by nothing but the records themselves, the
 * shape and the window's number.
 *
 * @param records how many of the source's records it covers; fewer than the shape's at the end
 * @param batches per lane in the lane's order
 * @param unreadable what is refused here and now
 */
record Window(long records, List<Batch> batches, List<ReplayRecord.Unreadable> unreadable) {

  Window {
    batches = List.copyOf(batches);
    unreadable = List.copyOf(unreadable);
  }

  static Window read(EventSource source, Shape shape, String keyPrefix) throws IOException {
    var cutter = new Cutter(shape, keyPrefix);
    List<ReplayRecord.Unreadable> unreadable = new ArrayList<>();
    long records = 0;
    while (records < shape.window()) {
      Optional<ReplayRecord> next = source.next();
      if (next.isEmpty()) {
        break;
      }
      records++;
      switch (next.get()) {
        case ReplayRecord.Event event -> cutter.add(event);
        case ReplayRecord.Unreadable line -> unreadable.add(line);
      }
    }
    return new Window(records, cutter.finish(), unreadable);
  }

  private static final class Cutter {
    private final Shape shape;
    private final String keyPrefix;
    private final List<List<ReplayRecord.Event>> open = new ArrayList<>();
    private final int[] lengths;
    private final List<Batch> batches = new ArrayList<>();

    Cutter(Shape shape, String keyPrefix) {
      this.shape = shape;
      this.keyPrefix = keyPrefix;
      this.lengths = new int[shape.lanes()];
      for (int lane = 0; lane < shape.lanes(); lane++) {
        open.add(new ArrayList<>());
      }
    }

    void add(ReplayRecord.Event event) {
      int lane = shape.laneOf(event);
      if (lengths[lane] + event.json().length() > Shape.MAX_BODY) {
        seal(lane);
      }
      open.get(lane).add(event);
      lengths[lane] += event.json().length() + 1;
      if (open.get(lane).size() == shape.batch()) {
        seal(lane);
      }
    }

    List<Batch> finish() {
      for (int lane = 0; lane < shape.lanes(); lane++) {
        seal(lane);
      }
      return batches;
    }

    private void seal(int lane) {
      List<ReplayRecord.Event> events = open.get(lane);
      if (!events.isEmpty()) {
        batches.add(new Batch(keyPrefix + '-' + batches.size(), lane, events));
        events.clear();
        lengths[lane] = 0;
      }
    }
  }
}
