package dev.meander.launcher.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches, one at a time in each lane and the lanes beside each other. A batch that fails
 * stops its lane for good: sending what follows would overtake it.
 */
final class Lanes implements AutoCloseable {

  private final List<ExecutorService> threads = new ArrayList<>();
  private final EventSender sender;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Lanes(int lanes, EventSender sender) {
    this.sender = sender;
    for (int lane = 0; lane < lanes; lane++) {
      threads.add(Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()));
    }
  }

  /** Queues the batches in their order and returns at once. */
  List<Future<Answer>> submit(List<Batch> batches) {
    List<Future<Answer>> answers = new ArrayList<>();
    for (Batch batch : batches) {
      answers.add(threads.get(batch.lane()).submit(() -> send(batch)));
    }
    return answers;
  }

  private Answer send(Batch batch) throws IOException, InterruptedException {
    Exception earlier = failure.get();
    if (earlier != null) {
      throw new CancellationException("not sent, since an earlier batch failed");
    }
    try {
      return sender.send(batch);
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  /**
   * Waits for an answer that {@link #submit} promised.
   *
   * @throws IOException the first failure of any lane
   */
  Answer await(Future<Answer> answer) throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      switch (failure.get()) {
        case ReplayException told ->
            throw new ReplayException(String.valueOf(told.getMessage()), told);
        case InterruptedException _ -> throw new InterruptedException();
        case null, default -> throw new IOException("sending failed", e);
      }
    }
  }

  /**
   * Waits for all answers to a window.
   *
   * @param listener is told of each refusal
   * @throws IOException the first failure of any lane
   */
  Totals settle(Window window, List<Future<Answer>> answers, ReplayListener listener)
      throws IOException, InterruptedException {
    Totals totals = new Totals(0, 0, window.unreadable().size());
    for (Future<Answer> promised : answers) {
      Answer answer = await(promised);
      totals = totals.plus(answer.totals());
      answer.refusals().forEach(refusal -> listener.refused(refusal.line(), refusal.reason()));
    }
    return totals;
  }

  @Override
  public void close() {
    failure.compareAndSet(null, new CancellationException("closed"));
    threads.forEach(ExecutorService::shutdownNow);
  }
}
