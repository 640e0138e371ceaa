package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.interest.DayCellFold;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The fold of the projection alone, on one thread and without a database: {@code
 * load-tests/fold.sh}. One operation is one event of the sample shop; the people are as many and
 * the batches as large as in {@code ./meander bench}. Stands in this package to measure the very
 * classes that serve.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 3,
    jvmArgs = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FoldBenchmark {

  private static final int BATCH = 5_000;
  private static final int BATCHES = 8;
  private static final byte[] NOT_LOGGED = {};
  private static final ParkedRows.Limits LIMITS = new ParkedRows.Limits(1_000, 25_000);
  private static final int BATCHES_BEFORE = 20;

  /** What a batch finds in the cache of states when its turn comes. */
  private record Prepared(EventBatch batch, Map<PersonKey, PersonState> states) {}

  private final List<Prepared> prepared = new ArrayList<>();
  private int turn;

  /** Folds a history first, so that the measured batches meet people who are known. */
  @Setup
  public void prepare() {
    SampleStream stream =
        new SampleStream(
            new SampleSettings(new TenantId("default"), 2000, 365, 7, LocalDate.of(2024, 1, 1)));
    Map<PersonKey, PersonState> states = new HashMap<>();
    for (int number = 0; number < BATCHES_BEFORE + BATCHES; number++) {
      EventBatch batch = next(stream, number, states);
      if (number >= BATCHES_BEFORE) {
        prepared.add(new Prepared(batch, Map.copyOf(states)));
      }
      folded(batch, states).changes().forEach((key, change) -> states.put(key, change.state()));
    }
  }

  /** Without late events, which need cells from the database. */
  private static EventBatch next(
      SampleStream stream, int number, Map<PersonKey, PersonState> states) {
    List<PositionedEvent> events = new ArrayList<>(BATCH);
    while (events.size() < BATCH) {
      EventEnvelope event = stream.next();
      PersonState state = states.get(new PersonKey(event.tenant(), event.personId()));
      if (state == null || !DayCell.dayOf(event).isBefore(state.newest().day())) {
        int partition = Math.floorMod(event.personId().value().hashCode(), 4);
        events.add(
            new PositionedEvent(
                event,
                new LogPosition(partition, number, events.size(), 0),
                event.occurredAt(),
                event.personId().value(),
                NOT_LOGGED));
      }
    }
    return EventBatch.of(events);
  }

  private static BatchFold folded(EventBatch batch, Map<PersonKey, PersonState> states) {
    BatchFold fold = new BatchFold();
    BatchPlan.of(batch, Map.of())
        .people()
        .forEach((key, part) -> fold.fold(key, part, states.get(key), new TreeMap<>()));
    return fold;
  }

  /** A batch as the projection folds it: by person and day, cells, sums and published profiles. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public BatchResult batch() {
    Prepared next = prepared.get(turn++ % BATCHES);
    BatchPlan plan = BatchPlan.of(next.batch(), Map.of());
    BatchFold fold = new BatchFold();
    plan.people()
        .forEach((key, part) -> fold.fold(key, part, next.states().get(key), new TreeMap<>()));
    return fold.result(plan, new ParkedRows(LIMITS, Map.of()));
  }

  /** The pure fold alone: the same events into one cell per person and day. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Map<PersonKey, Map<LocalDate, DayCellFold>> cells() {
    Map<PersonKey, Map<LocalDate, DayCellFold>> people = new HashMap<>();
    for (PositionedEvent positioned : prepared.get(turn++ % BATCHES).batch().events()) {
      EventEnvelope event = positioned.envelope();
      LocalDate day = DayCell.dayOf(event);
      var _ =
          people
              .computeIfAbsent(
                  new PersonKey(event.tenant(), event.personId()), _ -> new HashMap<>())
              .computeIfAbsent(day, _ -> new DayCellFold(DayCell.empty(day)))
              .fold(event);
    }
    return people;
  }
}
