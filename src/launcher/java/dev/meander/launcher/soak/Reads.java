package dev.meander.launcher.soak;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks for the views of people who did something, by the clock, one answer after the other. */
final class Reads implements AutoCloseable {

  private static final List<String> VIEWS =
      List.of("interests", "migration", "evolution", "trajectory", "interests");
  private static final int LANES = 4;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final List<Thread> lanes = new ArrayList<>();
  private final URI service;
  private final Account account;
  private final long nanosBetween;

  private Reads(URI service, Account account, int rate) {
    this.service = service;
    this.account = account;
    this.nanosBetween = TimeUnit.SECONDS.toNanos(LANES) / rate;
  }

  /**
   * @param rate reads per second
   */
  static Reads start(URI service, Account account, int rate) {
    var reads = new Reads(service, account, rate);
    for (int lane = 0; lane < LANES; lane++) {
      reads.lanes.add(Thread.ofVirtual().name("reads-" + lane).start(reads::read));
    }
    return reads;
  }

  private void read() {
    try {
      long due = System.nanoTime();
      for (int number = 0; ; number++) {
        String person = account.anybody();
        if (!person.isEmpty()) {
          ask(VIEWS.get(number % VIEWS.size()), person);
        }
        due = Math.max(due + nanosBetween, System.nanoTime() - nanosBetween);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(String view, String person) throws InterruptedException {
    String path = "/v1/people/" + URLEncoder.encode(person, StandardCharsets.UTF_8) + "/" + view;
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(10)).build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      // Who was acknowledged a moment ago is not known yet, and who withdrew consent is not told
      // of.
      boolean told = status == 200 || status == 404 || status == 403;
      account.answered(view, Integer.toString(status), !told);
      if (told) {
        account.read();
      }
    } catch (IOException e) {
      account.answered(view, "none", true);
    }
  }

  @Override
  public void close() {
    lanes.forEach(Thread::interrupt);
    http.shutdownNow();
  }
}
