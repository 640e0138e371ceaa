package dev.meander.launcher.training;

import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.Truths;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arrays of one part of a ranker's set. A row is a candidate, a group a person at a moment; a
 * group's rows lie together, the current category last.
 */
final class RankerPart implements Closeable {
  private final NpyFile features;
  private final NpyFile categories;
  private final NpyFile ends;
  private final NpyFile targets;
  private final NpyFile novel;
  private final NpyFile people;
  private final NpyFile times;
  private final int columns;
  private long rows;
  private int groups;
  private int missed;

  /**
   * @param numbers of the features
   * @param schema which they are
   */
  RankerPart(Path folder, NpyFile.Type numbers, FeatureSchema schema) throws IOException {
    columns = schema.count();
    Files.createDirectories(folder);
    features = new NpyFile(folder.resolve("features.npy"), numbers, columns);
    categories = new NpyFile(folder.resolve("categories.npy"), NpyFile.Type.INT32, 0);
    ends = new NpyFile(folder.resolve("ends.npy"), NpyFile.Type.INT64, 0);
    int heads = Truths.HEADS.size();
    targets = new NpyFile(folder.resolve("targets.npy"), NpyFile.Type.INT32, heads);
    novel = new NpyFile(folder.resolve("novel.npy"), NpyFile.Type.INT32, heads);
    people = new NpyFile(folder.resolve("people.npy"), NpyFile.Type.INT32, 0);
    times = new NpyFile(folder.resolve("times.npy"), NpyFile.Type.INT64, 0);
  }

  /**
   * Adds a group.
   *
   * @param kept rows to write, ascending; the last is the current category's
   */
  void add(CandidateRows found, int[] kept, Truths answers, int person, long millis)
      throws IOException {
    for (int row : kept) {
      int from = row * columns;
      features.append(Arrays.copyOfRange(found.values(), from, from + columns));
      categories.append(found.category(row));
    }
    int[] places = answers.places();
    for (int head = 0; head < places.length; head++) {
      places[head] = places[head] < 0 ? places[head] : Arrays.binarySearch(kept, places[head]);
    }
    rows += kept.length;
    groups++;
    missed += places[0] == Truths.MISSED ? 1 : 0;
    ends.appendLong(rows);
    targets.append(places);
    novel.append(answers.novel());
    people.append(person);
    times.appendLong(millis);
  }

  int groups() {
    return groups;
  }

  long rows() {
    return rows;
  }

  /** Groups whose next category is no candidate. */
  int missed() {
    return missed;
  }

  @Override
  public void close() throws IOException {
    for (NpyFile each : new NpyFile[] {features, categories, ends, targets, novel, people, times}) {
      each.close();
    }
  }
}
