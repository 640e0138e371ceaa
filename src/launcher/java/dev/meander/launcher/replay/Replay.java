package dev.meander.launcher.replay;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Streams a source to the service. The source is cut into windows; a few are under way at a time,
 * and the position is saved whenever the oldest is answered for. Killed anywhere and started again,
 * it sends the unfinished windows again under their old keys and ends with the totals of a run that
 * nobody disturbed.
 */
public final class Replay {

  /** Windows under way: enough to keep every lane busy while one of them lags. */
  private static final int OPEN_WINDOWS = 3;

  private final Target target;
  private final ReplayListener listener;

  /**
   * Where events go and how.
   *
   * @param service the service's address
   * @param batch events in a request at most
   * @param speed events per second, 0 for as fast as the service takes them
   * @param patience how long the service may be away
   */
  public record Target(URI service, int batch, int speed, Duration patience) {}

  public Replay(Target target, ReplayListener listener) {
    this.target = target;
    this.listener = listener;
  }

  /**
   * Runs to the source's end; the caller closes the source and decides whether the finished
   * position is kept.
   *
   * @param input tells this source from a changed one
   * @throws IOException when the source or the service fails for good; the position stays
   */
  public Totals run(EventSource source, String input, PositionFile file)
      throws IOException, InterruptedException {
    Position position = start(input, file);
    skip(source, position.records());
    try (var sender = new EventSender(target.service(), target.patience(), listener);
        var lanes = new Lanes(position.shape().lanes(), sender)) {
      return send(source, position, file, lanes);
    }
  }

  private Position start(String input, PositionFile file) throws IOException, InterruptedException {
    Position earlier = file.read().filter(p -> p.input().equals(input)).orElse(null);
    if (earlier == null) {
      String run = HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextLong());
      Shape shape = Shape.of(target.batch(), target.speed());
      var fresh = new Position(run, input, shape, 0, 0, Totals.NONE);
      // Before anything is sent: else a crash in the first window would lose its keys.
      file.write(fresh);
      return fresh;
    }
    listener.resumed(earlier.records());
    return earlier;
  }

  private static void skip(EventSource source, long records) throws IOException {
    for (long done = 0; done < records; done++) {
      if (source.next().isEmpty()) {
        throw new ReplayException(
            "the source ends after %d records, but %d were replayed".formatted(done, records));
      }
    }
  }

  private Totals send(EventSource source, Position start, PositionFile file, Lanes lanes)
      throws IOException, InterruptedException {
    Deque<Sent> open = new ArrayDeque<>();
    Position position = start;
    long number = start.windows();
    long begun = System.nanoTime();
    long released = 0;
    while (true) {
      Window window = Window.read(source, start.shape(), start.keyOfWindow(number));
      number++;
      for (ReplayRecord.Unreadable line : window.unreadable()) {
        listener.refused(line.line(), line.reason());
      }
      if (window.records() > 0) {
        pace(begun, released);
        released += window.records();
        open.add(new Sent(window, lanes.submit(window.batches())));
      }
      boolean last = window.records() < start.shape().window();
      while (open.size() >= OPEN_WINDOWS || (last && !open.isEmpty())) {
        position = commit(open.remove(), position, file, lanes);
        listener.advanced(position.totals(), source.progress());
      }
      if (last) {
        return position.totals();
      }
    }
  }

  private Position commit(Sent sent, Position position, PositionFile file, Lanes lanes)
      throws IOException, InterruptedException {
    Totals totals = lanes.settle(sent.window(), sent.answers(), listener);
    Position next = position.after(sent.window(), totals);
    file.write(next);
    return next;
  }

  private void pace(long begun, long released) throws InterruptedException {
    if (target.speed() > 0) {
      long due = begun + Math.round(released * 1e9 / target.speed());
      long ahead = due - System.nanoTime();
      if (ahead > 0) {
        Thread.sleep(Duration.ofNanos(ahead));
      }
    }
  }

  private record Sent(Window window, List<Future<Answer>> answers) {
    Sent {
      answers = new ArrayList<>(answers);
    }
  }
}
