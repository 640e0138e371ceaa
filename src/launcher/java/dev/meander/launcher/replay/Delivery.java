package dev.meander.launcher.replay;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sends lists of records, each to its end, for callers that keep a position of their own: once a
 * list is answered for, all of it is stored. What is sent again after a crash are duplicates, if
 * its events have the same ids. Not for several threads.
 */
public final class Delivery implements AutoCloseable {

  private final String run = HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextLong());
  private final Shape shape;
  private final ReplayListener listener;
  private final EventSender sender;
  private final Lanes lanes;
  private long windows;

  public Delivery(Replay.Target target, ReplayListener listener) {
    this.shape = Shape.of(target.batch(), target.speed());
    this.listener = listener;
    this.sender = new EventSender(target.service(), target.patience(), listener);
    this.lanes = new Lanes(shape.lanes(), sender);
  }

  /**
   * Sends records in their order; a person's events stay in order.
   *
   * @throws IOException when the service fails for good; some of the records may be stored
   */
  public Totals send(List<ReplayRecord> records) throws IOException, InterruptedException {
    var source = new Listed(records);
    Totals totals = Totals.NONE;
    while (source.next < records.size()) {
      Window window = Window.read(source, shape, "delivery-" + run + '-' + windows);
      windows++;
      totals = totals.plus(lanes.settle(window, lanes.submit(window.batches()), listener));
    }
    return totals;
  }

  @Override
  public void close() {
    lanes.close();
    sender.close();
  }

  private static final class Listed implements EventSource {
    private final List<ReplayRecord> records;
    private int next;

    Listed(List<ReplayRecord> records) {
      this.records = records;
    }

    @Override
    public Optional<ReplayRecord> next() {
      return next < records.size() ? Optional.of(records.get(next++)) : Optional.empty();
    }

    @Override
    public double progress() {
      return -1;
    }

    @Override
    public void close() {}
  }
}
