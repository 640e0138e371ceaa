package dev.meander.launcher.training;

import dev.meander.statistics.Outlook;
import dev.meander.statistics.OutlookRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The arrays of one origin. A row is a candidate, a group a person; the last row is all else. */
final class OutlookPart implements Closeable {
  private final NpyFile features;
  private final NpyFile shares;
  private final NpyFile ends;
  private final NpyFile active;
  private final NpyFile unseen;
  private final NpyFile trends;
  private final NpyFile weekly;
  private final NpyFile runs;
  private final NpyFile people;
  private long rows;
  private int groups;

  OutlookPart(Path folder, NpyFile.Type numbers, int heads) throws IOException {
    Files.createDirectories(folder);
    features = new NpyFile(folder.resolve("features.npy"), numbers, Outlook.COUNT);
    shares = new NpyFile(folder.resolve("shares.npy"), NpyFile.Type.FLOAT32, heads);
    ends = new NpyFile(folder.resolve("ends.npy"), NpyFile.Type.INT64, 0);
    active = new NpyFile(folder.resolve("active.npy"), NpyFile.Type.INT32, heads);
    unseen = new NpyFile(folder.resolve("unseen.npy"), NpyFile.Type.FLOAT32, heads);
    trends = new NpyFile(folder.resolve("trends.npy"), NpyFile.Type.INT32, 0);
    weekly = new NpyFile(folder.resolve("weekly.npy"), NpyFile.Type.FLOAT32, 1 + heads);
    runs =
        new NpyFile(
            folder.resolve("runs.npy"),
            NpyFile.Type.FLOAT32,
            OutlookRuns.LATEST * OutlookRuns.NUMBERS);
    people = new NpyFile(folder.resolve("people.npy"), NpyFile.Type.INT32, 0);
  }

  void add(OutlookRows found, OutlookShares answers, float[] latest, int person)
      throws IOException {
    features.append(Arrays.copyOf(found.values(), found.size() * Outlook.COUNT));
    shares.append(answers.shares());
    active.append(answers.active());
    unseen.append(answers.unseen());
    for (int trend : answers.trends()) {
      trends.append(trend);
    }
    weekly.append(answers.weekly());
    runs.append(latest);
    people.append(person);
    rows += found.size();
    groups++;
    ends.appendLong(rows);
  }

  int groups() {
    return groups;
  }

  long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    for (NpyFile each :
        new NpyFile[] {features, shares, ends, active, unseen, trends, weekly, runs, people}) {
      each.close();
    }
  }
}
