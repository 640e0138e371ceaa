package dev.meander.launcher.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.event.EventEnvelope;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.sample.WireForm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Posts the events of a made-up shop by the clock, in some lanes beside each other, each with one
 * request at a time that holds what has come in a tenth of a second. A request is sent again under
 * its key until it is answered, so an event counts once; a service that is away lowers the rate.
 */
final class SteadyLoad implements AutoCloseable {

  private static final int LANES = 8;
  private static final int LARGEST_REQUEST = 100;
  private static final Duration GATHERED = Duration.ofMillis(100);
  private static final Duration TICK = Duration.ofMillis(10);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final JsonMapper JSON = new JsonMapper();

  private final List<BlockingQueue<EventEnvelope>> queues = new ArrayList<>();
  private final List<Thread> lanes = new ArrayList<>();
  private final Thread pace = Thread.ofVirtual().name("pace").unstarted(this::pace);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI events;
  private final Account account;
  private final SampleStream stream;
  private final int rate;
  private volatile boolean finishing;

  private SteadyLoad(URI service, Account account, SampleSettings shop, int rate) {
    this.events = service.resolve("/v1/events");
    this.account = account;
    this.stream = new SampleStream(shop);
    this.rate = rate;
  }

  /**
   * @param rate events per second
   */
  static SteadyLoad start(URI service, Account account, SampleSettings shop, int rate) {
    var load = new SteadyLoad(service, account, shop, rate);
    for (int i = 0; i < LANES; i++) {
      BlockingQueue<EventEnvelope> queue = new ArrayBlockingQueue<>(Math.max(500, rate / LANES));
      load.queues.add(queue);
      int lane = i;
      load.lanes.add(Thread.ofVirtual().name("lane-" + i).start(() -> load.send(lane, queue)));
    }
    load.pace.start();
    return load;
  }

  private void pace() {
    try {
      long begun = System.nanoTime();
      long made = 0;
      while (!finishing) {
        long due = (System.nanoTime() - begun) * rate / TimeUnit.SECONDS.toNanos(1);
        for (; made < due && stream.hasNext(); made++) {
          EventEnvelope event = stream.next();
          BlockingQueue<EventEnvelope> queue =
              queues.get(Math.floorMod(event.personId().hashCode(), LANES));
          if (!queue.offer(event)) {
            queue.put(event);
            // What a full queue held up is not made up for: the rate is steady or lower.
            begun = System.nanoTime();
            made = 0;
            break;
          }
        }
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(int lane, BlockingQueue<EventEnvelope> queue) {
    try {
      for (int number = 0; ; number++) {
        boolean last = finishing && !pace.isAlive();
        List<EventEnvelope> batch = new ArrayList<>();
        queue.drainTo(batch, LARGEST_REQUEST);
        if (!batch.isEmpty()) {
          sendUntilAcknowledged(batch, "soak-" + lane + "-" + number);
        } else if (last) {
          return;
        }
        if (batch.size() < LARGEST_REQUEST) {
          Thread.sleep(GATHERED);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendUntilAcknowledged(List<EventEnvelope> batch, String key)
      throws InterruptedException {
    String body = batch.stream().map(WireForm::line).collect(Collectors.joining(",", "[", "]"));
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    while (!acknowledged(request, batch)) {
      Thread.sleep(PAUSE);
    }
  }

  private boolean acknowledged(HttpRequest request, List<EventEnvelope> batch)
      throws InterruptedException {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      account.answered("post", Integer.toString(status), status != 202);
      if (status == 202) {
        take(JSON.readTree(answer.body()).path("outcomes"), batch);
        return true;
      }
      if (status != 429 && status != 503) {
        account.unexpected("POST: " + status + " " + answer.body());
      }
    } catch (IOException e) {
      account.answered("post", "none", true);
    }
    return false;
  }

  private void take(JsonNode outcomes, List<EventEnvelope> batch) {
    for (int i = 0; i < batch.size(); i++) {
      String status = outcomes.path(i).path("status").asText();
      if (status.equals("accepted") || status.equals("duplicate")) {
        account.acknowledge(batch.get(i).personId().value(), 1);
      } else {
        account.unexpected("an event is " + outcomes.path(i));
      }
    }
  }

  /**
   * Makes no more events and returns when all are acknowledged.
   *
   * @throws IOException when that takes longer than the limit
   */
  void finish(Duration limit) throws IOException, InterruptedException {
    finishing = true;
    long deadline = System.nanoTime() + limit.toNanos();
    pace.join();
    for (Thread lane : lanes) {
      if (!lane.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
        throw new IOException(
            "not all events are acknowledged %d s after the last one".formatted(limit.toSeconds()));
      }
    }
  }

  @Override
  public void close() {
    pace.interrupt();
    lanes.forEach(Thread::interrupt);
    http.shutdownNow();
  }
}
