package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ShopPopularity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model is shown of one person at one moment, computed by the very code that serves. A
 * person of whom no candidate is known makes an example of no rows.
 *
 * @param categories the candidates, in the order of the rows
 * @param current place of the category of the newest run, -1 where there is none
 * @param features float32 {@code [C][F]}, row by row, columns as {@link #columns} names them
 * @param baseline the formula's probabilities, {@code [C][9]} row by row: six heads of migration,
 *     three of evolution
 * @param baselineRest {@code [9]}, for what is no candidate
 * @param baselineComeBack {@code [3]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lives until it is written
public record TrainingExample(
    List<CategoryPath> categories,
    int current,
    float[] features,
    float[] baseline,
    float[] baselineRest,
    float[] baselineComeBack) {

  /** Heads with a distribution over candidates. */
  public static final int HEADS = Heads.MIGRATION + Heads.HORIZONS.size();

  /** Pure. */
  public static TrainingExample of(InterestProfile profile, ShopPopularity popularity) {
    PersonFeatures person = PersonFeatures.of(profile, popularity);
    CandidateSet candidates = person.candidates();
    List<CategoryPath> categories = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      categories.add(candidates.get(i).category());
    }
    float[] all = new float[(candidates.size() + 1) * HEADS];
    for (int head = 0; head < HEADS; head++) {
      double[] of =
          head < Heads.MIGRATION
              ? person.baseline().migration()[head]
              : person.baseline().evolution()[head - Heads.MIGRATION];
      for (int i = 0; i < of.length; i++) {
        all[i * HEADS + head] = (float) of[i];
      }
    }
    int known = candidates.size() * HEADS;
    float[] comeBack = new float[Heads.HORIZONS.size()];
    for (int i = 0; i < comeBack.length; i++) {
      comeBack[i] = (float) person.baseline().comeBack()[i];
    }
    return new TrainingExample(
        categories,
        candidates.current(),
        person.values(),
        Arrays.copyOfRange(all, 0, known),
        Arrays.copyOfRange(all, known, all.length),
        comeBack);
  }

  /** Names of the columns, in order. */
  public static List<String> columns() {
    List<String> names = new ArrayList<>(Feature.COUNT);
    for (Feature feature : Feature.values()) {
      names.add(feature.name());
    }
    return names;
  }

  /** What a manifest must name as {@code featureSchema} to be served by this code. */
  public static String schema() {
    return Feature.schema();
  }
}
