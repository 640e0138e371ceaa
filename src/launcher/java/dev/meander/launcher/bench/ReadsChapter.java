package dev.meander.launcher.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** {@code GET migration} against a constant answer of the same service and against the cache. */
final class ReadsChapter {

  private static final int BURST = 16;
  private static final int SAMPLED = 50;
  private static final JsonMapper JSON = new JsonMapper();

  private final BenchPlan plan;
  private final BenchInstance instance;
  private final Report report;

  ReadsChapter(BenchPlan plan, BenchInstance instance, Report report) {
    this.plan = plan;
    this.instance = instance;
    this.report = report;
  }

  /** The service runs with all roles and nothing else to do. */
  void run(List<String> people, int threads) throws IOException, InterruptedException {
    Sample sample = sample(people);
    report.chapter(
        "reads",
        ("all roles, idle otherwise; %d connections, %,d people in turn, %,d B an answer; constant:"
                + " GET /v1; cache: raw client on loopback, not redis-benchmark, GET of as many bytes")
            .formatted(plan.connections(), people.size(), sample.bytes()));
    report.line(
        "source of %d answers".formatted(Math.min(SAMPLED, people.size())), sample.sources());
    List<Double> constant = new ArrayList<>();
    List<Double> migration = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    List<Double> pipelined = new ArrayList<>();
    HttpLoad.Result last = null;
    try (var load = new HttpLoad(instance.url(), threads);
        var redis = RedisLoad.of(instance.servers().ports().redis(), sample.bytes(), threads)) {
      for (int round = plan.firstRound(); round <= plan.rounds(); round++) {
        double constantRate =
            load.run(plan.connections(), timed(List.of(HttpExchange.get("/v1"))))
                .requireClean("GET /v1")
                .perSecond();
        last =
            load.run(plan.connections(), timed(migrations(people))).requireClean("GET migration");
        double plainRate = redis.run(plan.connections(), 1, plan.seconds());
        double pipelinedRate = redis.run(plan.connections(), BURST, plan.seconds());
        if (round > 0) {
          constant.add(constantRate);
          migration.add(last.perSecond());
          plain.add(plainRate);
          pipelined.add(pipelinedRate);
        }
      }
    }
    report.rates("constant answer", constant, "requests/s");
    report.rates("GET migration", migration, "requests/s");
    if (last != null) {
      report.line("GET migration, last round", last.latencies().text());
    }
    report.rates("cache, one GET at a time", plain, "GETs/s");
    report.rates("cache, bursts of %d".formatted(BURST), pipelined, "GETs/s");
    Spread ofConstant = Spread.ofRatios(migration, constant);
    report.ratios("GET migration / constant answer", ofConstant);
    report.ratios("GET migration / cache, one at a time", Spread.ofRatios(migration, plain));
    report.ratios("GET migration / cache, bursts", Spread.ofRatios(migration, pipelined));
    report.atLeast("GET migration / constant answer", 0.5, ofConstant, 2);
  }

  private static String path(String person) {
    return "/v1/people/" + person + "/migration";
  }

  private static List<HttpExchange> migrations(List<String> people) {
    return people.stream().map(person -> HttpExchange.get(path(person))).toList();
  }

  private Supplier<Optional<HttpExchange>> timed(List<HttpExchange> exchanges) {
    var next = new AtomicInteger();
    long deadline = System.nanoTime() + plan.seconds().toNanos();
    return () ->
        System.nanoTime() < deadline
            ? Optional.of(exchanges.get(Math.floorMod(next.getAndIncrement(), exchanges.size())))
            : Optional.empty();
  }

  /**
   * The answers' mean size in bytes, and how many came from which source: an answer of the model
   * lies ready in the cache, one of the baseline may have been computed from the database.
   */
  private Sample sample(List<String> people) throws IOException, InterruptedException {
    Map<String, Integer> sources = new TreeMap<>();
    long bytes = 0;
    int asked = Math.min(SAMPLED, people.size());
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String person : people.subList(0, asked)) {
        URI uri = instance.url().resolve(path(person));
        var answer =
            http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
          throw new BenchException("GET " + uri.getPath() + " answers " + answer.statusCode());
        }
        bytes += answer.body().length;
        sources.merge(JSON.readTree(answer.body()).path("source").asText(), 1, Integer::sum);
      }
    }
    return new Sample(Math.toIntExact(bytes / asked), sources.toString());
  }

  private record Sample(int bytes, String sources) {}
}
