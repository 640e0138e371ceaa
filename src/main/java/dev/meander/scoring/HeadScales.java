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

  /** Where heads begin that may share a correction: the next step, later steps, days. */
  private static final List<Integer> TOGETHER = List.of(0, 1, Heads.STEPS);

  /** A manifest is better where it is so by more standard errors of the mean. */
  private static final double ERRORS = 2;

  private HeadScales() {}

  /**
   * The next step speaks for itself; the other heads are drawn towards what it says, as far as they
   * have few moments. Where one temperature does not fit first places they are corrected: those of
   * the next step, of later steps, and of days ({@link FirstPlaceLines}). A head is told by its
   * manifest where that tells moments that nothing was fitted on better, beyond chance: each half
   * of the moments judges what the other says.
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
    for (int head = 0; head < fits.size(); head++) {
      double its = manifest.get(head).temperature();
      HeadScale prior = new HeadScale(its * warmer, next.reach());
      HeadScale found = fits.get(head).fitted(prior, PRIOR_MOMENTS);
      warmer = head == 0 ? found.temperature() / its : warmer;
      scales.add(found);
    }
    for (int group = 0; group < TOGETHER.size(); group++) {
      int end = group + 1 < TOGETHER.size() ? TOGETHER.get(group + 1) : fits.size();
      correct(fits, scales, TOGETHER.get(group), Math.min(end, fits.size()));
    }
    return scales;
  }

  /** Corrects the first places of some heads, the first inclusive, the last exclusive. */
  private static void correct(List<ScaleFit> fits, List<HeadScale> scales, int first, int last) {
    List<FirstPlaceFit> heads = new ArrayList<>();
    for (int head = first; head < last; head++) {
      FirstPlaceFit places = new FirstPlaceFit();
      fits.get(head).firstPlaces(scales.get(head).temperature(), places);
      heads.add(places);
    }
    List<FirstPlace> lines = FirstPlaceLines.of(heads);
    for (int head = first; head < last; head++) {
      scales.set(head, scales.get(head).with(lines.get(head - first)));
    }
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
