package dev.meander.scoring;

import dev.meander.interest.InterestProfile;
import dev.meander.interest.ShopPopularity;

/**
 * One person as a model sees them.
 *
 * @param values float32 {@code [C][F]}, row by row in the order of the candidates, columns by
 *     {@link Feature}; every number finite
 * @param baseline what the formula says, from which two columns come
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lives for the time of one answer
record PersonFeatures(CandidateSet candidates, float[] values, Prediction baseline) {

  static PersonFeatures of(InterestProfile profile, ShopPopularity popularity) {
    return of(profile, PopularCategories.of(popularity));
  }

  static PersonFeatures of(InterestProfile profile, PopularCategories popular) {
    CandidateSet candidates = CandidateSet.of(profile, popular);
    Prediction baseline = BaselineFormula.predict(profile, candidates);
    return new PersonFeatures(
        candidates, CandidateFeatures.of(profile, candidates, baseline), baseline);
  }
}
