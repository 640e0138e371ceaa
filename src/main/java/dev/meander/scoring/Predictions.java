package dev.meander.scoring;

import java.util.Map;

/** Reads one person's probabilities out of a batch of logits. */
final class Predictions {

  private Predictions() {}

  /**
   * Softmax of each head over the person's candidates and the rest, at the head's temperature; the
   * current category is left out of the first step.
   *
   * @throws ArithmeticException when a logit that counts is not finite
   */
  static Prediction of(
      OnnxModel.Logits logits,
      int row,
      int width,
      CandidateSet candidates,
      Map<String, Double> temperatures) {
    double[][] migration = new double[Heads.MIGRATION][];
    for (int head = 0; head < Heads.MIGRATION; head++) {
      double[] of =
          head(
              logits.migration(),
              logits.migrationRest(),
              row,
              width,
              head,
              Heads.MIGRATION,
              candidates.size());
      migration[head] =
          Softmax.of(of, head == 0 ? candidates.current() : -1, temperature(temperatures, head));
    }
    int horizons = Heads.HORIZONS.size();
    double[][] evolution = new double[horizons][];
    double[] comeBack = new double[horizons];
    for (int i = 0; i < horizons; i++) {
      double[] of =
          head(
              logits.evolution(),
              logits.evolutionRest(),
              row,
              width,
              i,
              horizons,
              candidates.size());
      evolution[i] = Softmax.of(of, -1, temperature(temperatures, Heads.MIGRATION + i));
      comeBack[i] =
          Softmax.sigmoid(
              logits.comeBack()[row * horizons + i],
              temperature(temperatures, Heads.MIGRATION + horizons + i));
    }
    return new Prediction(migration, evolution, comeBack);
  }

  static Bands bands(ModelManifest manifest) {
    return new Bands(
        manifest.bands().lower().stream().mapToDouble(Double::doubleValue).toArray(),
        manifest.bands().upper().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double[] head(
      float[] values, float[] rest, int row, int width, int head, int heads, int candidates) {
    double[] logits = new double[candidates + 1];
    for (int i = 0; i < candidates; i++) {
      logits[i] = values[(row * width + i) * heads + head];
    }
    logits[candidates] = rest[row * heads + head];
    return logits;
  }

  private static double temperature(Map<String, Double> temperatures, int head) {
    Double temperature = temperatures.get(Heads.names().get(head));
    if (temperature == null) {
      throw new IllegalStateException("a checked manifest names every head");
    }
    return temperature;
  }
}
