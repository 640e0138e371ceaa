package dev.meander.launcher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long starts take. */
final class StartChapter {

  private static final long STOP_SECONDS = 20;

  private final BenchPlan plan;
  private final Report report;

  StartChapter(BenchPlan plan, Report report) {
    this.plan = plan;
    this.report = report;
  }

  /** The servers run; leaves the service running with all roles. */
  void ofService(BenchInstance instance) throws IOException, InterruptedException {
    report.chapter(
        "start of the service",
        "all roles, AOT cache; from starting the process until /q/health/ready answers 200");
    // The first one may have to make the cache of this build.
    var _ = instance.serve("");
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      seconds.add(instance.serve(""));
    }
    report.line("ready after", Spread.of(seconds).text(1) + " s");
  }

  /** Nothing runs on the data folder; needs the launcher's script in {@code home}. */
  void ofEverything(Path home, Path data, String person) throws IOException, InterruptedException {
    report.chapter(
        "second start of everything",
        "./meander run --no-sample on the folder that the bench filled; from starting the script"
            + " until the line 'ready' and until GET interests answers 200");
    List<Double> ready = new ArrayList<>();
    List<Double> read = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      long begun = System.nanoTime();
      Process process =
          new ProcessBuilder(
                  home.resolve("meander").toString(),
                  "run",
                  "--no-sample",
                  "--data",
                  data.toString(),
                  "--http-port",
                  "0")
              .redirectErrorStream(true)
              .start();
      try {
        URI url = awaitReady(process.inputReader());
        ready.add((System.nanoTime() - begun) / 1e9);
        awaitRead(url.resolve("/v1/people/" + person + "/interests"));
        read.add((System.nanoTime() - begun) / 1e9);
      } finally {
        stop(process);
      }
    }
    report.line("ready after", Spread.of(ready).text(1) + " s");
    report.line("first answered read after", Spread.of(read).text(1) + " s");
  }

  private static URI awaitReady(BufferedReader output) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("ready ")) {
        return URI.create(line.substring("ready ".length()).strip());
      }
      lines.add(line);
    }
    throw new BenchException("./meander run ended: " + String.join(" | ", lines));
  }

  private static void awaitRead(URI uri) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri).build();
      for (int attempt = 0; attempt < 200; attempt++) {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
        Thread.sleep(50);
      }
    }
    throw new BenchException(uri.getPath() + " does not answer 200 after the start");
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
