package dev.meander.scoring;

import dev.meander.scoring.shop.FirstPlace;
import dev.meander.scoring.shop.HeadScale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** How all heads are told together, by what each of them said and what came. */
final class HeadScales {

  /** What the next step says of another head is worth as many of its own moments. */
  private static final double PRIOR_MOMENTS = 100;

  /** A manifest is better where it is so by more standard errors of the mean. */
  private static final double ERRORS = 2;

  private HeadScales() {}

  /**
   * The next step speaks for itself; the other heads are drawn towards what it says, as far as they
   * have few moments, and where one temperature does not fit their first places they share a
   * correction of those. A head is told by its manifest where that tells moments that nothing was
   * fitted on better, beyond chance: each half of the moments judges what the other says.
   *
   * @param fits by head; the next step's comes first and has met its answers among candidates
   * @param manifest as the model has it
   */
  static List<HeadScale> of(List<ScaleFit> fits, List<HeadScale> manifest) {
    List<ScaleFit> even = fits.stream().map(fit -> fit.half(false)).toList();
    List<ScaleFit> odd = fits.stream().map(fit -> fit.half(true)).toList();
    List<HeadScale> all = fitted(fits, manifest);
    List<HeadScale> byEven = fitted(even, manifest);
    List<HeadScale> byOdd = fitted(odd, manifest);
    List<HeadScale> told = new ArrayList<>();
    for (int head = 0; head < fits.size(); head++) {
      HeadScale its = manifest.get(head);
      double[] better =
          DoubleStream.concat(
                  DoubleStream.of(even.get(head).better(byOdd.get(head), its)),
                  DoubleStream.of(odd.get(head).better(byEven.get(head), its)))
              .toArray();
      told.add(isWorse(better) ? its : all.get(head));
    }
    return told;
  }

  private static List<HeadScale> fitted(List<ScaleFit> fits, List<HeadScale> manifest) {
    ScaleFit next = fits.getFirst();
    if (!(next.reach() > 0)) {
      return manifest;
    }
    double warmer = 1;
    List<HeadScale> scales = new ArrayList<>();
    FirstPlaceFit later = new FirstPlaceFit();
    for (int head = 0; head < fits.size(); head++) {
      double its = manifest.get(head).temperature();
      HeadScale prior = new HeadScale(its * warmer, next.reach());
      HeadScale found = fits.get(head).fitted(prior, PRIOR_MOMENTS);
      if (head == 0) {
        warmer = found.temperature() / its;
      } else {
        fits.get(head).firstPlaces(found.temperature(), later);
      }
      scales.add(found);
    }
    FirstPlace first = later.fitted();
    for (int head = 1; head < scales.size(); head++) {
      scales.set(head, scales.get(head).with(first));
    }
    return scales;
  }

  private static boolean isWorse(double[] better) {
    double sum = 0;
    double squares = 0;
    for (double each : better) {
      sum += each;
      squares += each * each;
    }
    double mean = sum / better.length;
    double spread = Math.sqrt(Math.max(0, squares / better.length - mean * mean));
    return better.length > 1 && mean < -ERRORS * spread / Math.sqrt(better.length);
  }
}
