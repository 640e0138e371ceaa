package dev.meander.launcher.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.scoring.TrainingExample;
import dev.meander.scoring.TrainingOutcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of a training set: {@code set.json} and arrays. Rows of an example lie one after the
 * other, {@code ends.npy} says where each example's end; outcomes follow in the same order, and
 * examples without one are cut off at the end.
 */
final class TrainingSet implements Closeable {
  private static final int MIGRATION = 6;

  private final Path folder;
  private final NpyFile features;
  private final NpyFile baseline;
  private final NpyFile baselineRest;
  private final NpyFile baselineComeBack;
  private final NpyFile current;
  private final NpyFile ends;
  private final NpyFile times;
  private final NpyFile people;
  private final NpyFile migration;
  private final NpyFile visits;
  private final NpyFile visitsRest;
  private final NpyFile weights;
  private long rows;
  private long rowsWithOutcome;
  private long outcomes;

  TrainingSet(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    int horizons = TrainingOutcome.HORIZONS.size();
    features = file("features", NpyFile.Type.FLOAT32, TrainingExample.columns().size());
    baseline = file("baseline", NpyFile.Type.FLOAT32, TrainingExample.HEADS);
    baselineRest = file("baseline_rest", NpyFile.Type.FLOAT32, TrainingExample.HEADS);
    baselineComeBack = file("baseline_come_back", NpyFile.Type.FLOAT32, horizons);
    current = file("current", NpyFile.Type.INT32, 0);
    ends = file("ends", NpyFile.Type.INT64, 0);
    times = file("times", NpyFile.Type.INT64, 0);
    people = file("people", NpyFile.Type.INT32, 0);
    migration = file("migration", NpyFile.Type.INT32, MIGRATION);
    visits = file("visits", NpyFile.Type.FLOAT32, horizons);
    visitsRest = file("visits_rest", NpyFile.Type.FLOAT32, horizons);
    weights = file("weights", NpyFile.Type.FLOAT32, horizons);
  }

  private NpyFile file(String name, NpyFile.Type type, int columns) throws IOException {
    return new NpyFile(folder.resolve(name + ".npy"), type, columns);
  }

  /**
   * @param person a number for whose example it is
   * @param atMillis when, since 1970
   */
  void add(TrainingExample example, int person, long atMillis) throws IOException {
    rows += example.categories().size();
    features.append(example.features());
    baseline.append(example.baseline());
    baselineRest.append(example.baselineRest());
    baselineComeBack.append(example.baselineComeBack());
    current.append(example.current());
    ends.appendLong(rows);
    times.appendLong(atMillis);
    people.append(person);
  }

  /** The outcome of the oldest example that has none. */
  void add(TrainingOutcome outcome) throws IOException {
    outcomes++;
    migration.append(outcome.migration());
    float[] table = outcome.visits();
    float[] shares = outcome.weights();
    float[] known = new float[shares.length];
    float[] rest = new float[table.length - shares.length];
    System.arraycopy(table, 0, known, 0, known.length);
    System.arraycopy(table, known.length, rest, 0, rest.length);
    visits.append(known);
    visitsRest.append(rest);
    weights.append(shares);
    rowsWithOutcome += shares.length / TrainingOutcome.HORIZONS.size();
  }

  long examples() {
    return outcomes;
  }

  /**
   * @param source where the log came from, as a model card tells it
   */
  void describe(Map<String, Object> source) throws IOException {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("featureSchema", TrainingExample.schema());
    description.put("columns", TrainingExample.columns());
    description.put("examples", outcomes);
    description.put("rows", rowsWithOutcome);
    description.put("source", source);
    Files.writeString(
        folder.resolve("set.json"),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(description) + "\n");
  }

  @Override
  public void close() throws IOException {
    features.close(rowsWithOutcome);
    baseline.close(rowsWithOutcome);
    for (NpyFile each : new NpyFile[] {baselineRest, baselineComeBack, current, ends, times}) {
      each.close(outcomes);
    }
    people.close(outcomes);
    migration.close();
    visits.close();
    visitsRest.close();
    weights.close();
  }
}
