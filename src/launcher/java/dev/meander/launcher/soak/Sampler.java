package dev.meander.launcher.soak;

import dev.meander.launcher.bench.FullCollection;
import dev.meander.launcher.bench.Memory;
import dev.meander.launcher.bench.ServiceMetrics;
import dev.meander.launcher.durability.LiveInstance;
import dev.meander.launcher.embedded.ServerKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Looks at every process once in a few seconds. Whoever starts it closes it. */
final class Sampler implements AutoCloseable {

  private static final double MIB = 1 << 20;
  private static final double NANOS = 1e9;

  private final LiveInstance instance;
  private final Account account;
  private final Series series;
  private final Duration every;
  private final Duration collection;
  private final ServiceMetrics metrics;
  private final long begun = System.nanoTime();
  private final Thread thread = Thread.ofPlatform().daemon().name("sampler").unstarted(this::look);
  private long acknowledged;
  private long reads;
  private long errors;

  private Sampler(
      LiveInstance instance, Account account, Series series, Duration every, Duration collection) {
    this.instance = instance;
    this.account = account;
    this.series = series;
    this.every = every;
    this.collection = collection;
    this.metrics = new ServiceMetrics(instance.url());
  }

  /**
   * @param every between two looks
   * @param collection between two full collections of the service's heap
   */
  static Sampler start(
      LiveInstance instance, Account account, Series series, Duration every, Duration collection) {
    var sampler = new Sampler(instance, account, series, every, collection);
    sampler.thread.start();
    return sampler;
  }

  private void look() {
    try {
      double last = 0;
      double collected = 0;
      while (true) {
        TimeUnit.NANOSECONDS.sleep((long) ((last + every.toSeconds() - second()) * NANOS));
        boolean full = second() - collected >= collection.toSeconds();
        if (full) {
          collected = second();
          collect();
        }
        double now = second();
        series.add(sample(now - last, full).at(now));
        last = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private double second() {
    return (System.nanoTime() - begun) / NANOS;
  }

  private Sample.Builder sample(double seconds, boolean collected) throws InterruptedException {
    var sample = new Sample.Builder();
    String page = metrics.text().orElse("");
    OptionalDouble heap = megabytes(page, "jvm_memory_used_bytes", "area=\"heap\"");
    sample.put(Measure.HEAP_USED, heap);
    if (collected) {
      sample.put(Measure.HEAP_LIVE, megabytes(page, "jvm_gc_live_data_size_bytes", ""));
    }
    sample.put(Measure.DIRECT, megabytes(page, "jvm_buffer_memory_used_bytes", "id=\"direct\""));
    sample.put(
        Measure.NETTY, megabytes(page, "netty_allocator_memory_used", "memory_type=\"direct\""));
    sample.put(Measure.THREADS, ServiceMetrics.sum(page, "jvm_threads_live_threads"));
    sample.put(Measure.LAG, ServiceMetrics.sum(page, "meander_projection_lag_seconds"));
    sample.put(Measure.SERVICE, Memory.of(instance.service(), false).map(Memory::resident));
    sample.put(Measure.BROKER, proportional(ServerKind.BROKER));
    sample.put(Measure.POSTGRES, proportional(ServerKind.POSTGRES));
    sample.put(Measure.REDIS, proportional(ServerKind.REDIS));
    sample.put(Measure.RATE, (account.acknowledged() - acknowledged) / seconds);
    sample.put(Measure.READS, (account.reads() - reads) / seconds);
    sample.put(Measure.ERRORS, (double) (account.errors() - errors));
    acknowledged = account.acknowledged();
    reads = account.reads();
    errors = account.errors();
    return sample;
  }

  private Optional<Double> proportional(ServerKind server) {
    return Optional.ofNullable(instance.servers().processes().get(server))
        .flatMap(process -> Memory.of(process, true))
        .map(Memory::proportional);
  }

  private static OptionalDouble megabytes(String page, String name, String label) {
    String lines =
        page.lines()
            .filter(line -> line.startsWith(name) && line.contains(label))
            .reduce("", (all, line) -> all + line + "\n");
    OptionalDouble bytes = ServiceMetrics.sum(lines, name);
    return bytes.isPresent() ? OptionalDouble.of(bytes.getAsDouble() / MIB) : bytes;
  }

  private void collect() throws InterruptedException {
    try {
      FullCollection.of(instance.service());
    } catch (IOException e) {
      account.unexpected(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    metrics.close();
  }
}
