package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns that say the same in every row: who the person is, from {@code PERSON_RUNS} on. */
final class PersonColumns {
  private static final int NOVELTY_WINDOW = 10;
  private static final double HOUR_MILLIS = 3_600_000;

  private PersonColumns() {}

  static float[] of(CandidateSet candidates, double pauseMillis) {
    History history = candidates.history();
    List<Run> runs = history.runs();
    float[] columns = new float[Feature.COUNT - Feature.PERSON_RUNS.column()];
    put(columns, Feature.PERSON_RUNS, Math.log1p(runs.size()));
    put(columns, Feature.PERSON_CATEGORIES, Math.log1p(history.visits().size()));
    double top = 0;
    for (int i = 0; i < candidates.size(); i++) {
      top = Math.max(top, candidates.get(i).weekly());
    }
    put(columns, Feature.PERSON_TOP_SHARE, top);
    if (runs.isEmpty()) {
      return columns;
    }
    put(
        columns,
        Feature.PERSON_NOVELTY,
        (double) history.firstVisits(NOVELTY_WINDOW) / Math.min(NOVELTY_WINDOW, runs.size()));
    long inSession = runs.stream().filter(run -> run.session() == runs.getLast().session()).count();
    put(columns, Feature.PERSON_SESSION_RUNS, Math.log1p((double) inSession));
    put(columns, Feature.PERSON_RUN_EVENTS, Math.log1p(runs.getLast().events()));
    put(columns, Feature.PERSON_PAUSE, Math.log1p(pauseMillis / HOUR_MILLIS));
    int rank = rankBeforeLastMove(runs);
    put(columns, Feature.LAST_MOVE_RANK, rank < 0 ? 0 : Math.log1p(rank));
    put(columns, Feature.LAST_MOVE_NOVEL, rank < 0 ? 1 : 0);
    return columns;
  }

  /** Categories visited since the newest run's category was visited before; -1 where never. */
  private static int rankBeforeLastMove(List<Run> runs) {
    CategoryPath newest = runs.getLast().category();
    Set<CategoryPath> between = new HashSet<>();
    for (int k = runs.size() - 2; k >= 0; k--) {
      if (runs.get(k).category().equals(newest)) {
        return between.size();
      }
      between.add(runs.get(k).category());
    }
    return -1;
  }

  private static void put(float[] columns, Feature feature, double value) {
    columns[feature.column() - Feature.PERSON_RUNS.column()] =
        (float) Finite.within(-1e6, value, 1e6);
  }
}
