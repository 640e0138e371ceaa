package dev.meander.statistics;

import java.util.Arrays;

/**
 * Chooses the candidates for a person's next category and computes their features. Holds scratch
 * space: one extractor a thread.
 */
public final class FeatureExtractor {
  private final FeatureSchema schema;
  private final OwnHistory own = new OwnHistory();
  private final ShopScores scores = new ShopScores();
  private final CandidateRows rows;
  private final NameScores names = new NameScores();
  private final OwnFeatures ownFeatures = new OwnFeatures();
  private final ShopFeatures shopFeatures = new ShopFeatures();
  private final PersonFeatures personFeatures = new PersonFeatures();
  private final Selection byMoves = new Selection(70);
  private final Selection byNeighbours = new Selection(60);
  private final TopSet byPeople = new TopSet(20);
  private final Selection byNovelMoves = new Selection(30);

  /** A bit a category. */
  private long[] chosen = new long[0];

  /**
   * @param schema what is chosen and told
   */
  public FeatureExtractor(FeatureSchema schema) {
    this.schema = schema;
    rows = new CandidateRows(schema);
  }

  /**
   * The candidates after run {@code k}: all of the person's last 301 runs, those that the shop's
   * people move to, visit together or visit most, and of {@link FeatureSchema#NAMES} those whose
   * names are like the person's, never the unknown one; and last the current category, known or
   * not.
   *
   * @param k of a run, 0 to {@code runs.size() - 1}; later runs are not looked at
   * @return valid until the next call
   */
  public CandidateRows extract(ShopStatistics shop, Runs runs, int k) {
    if (k < 0 || k >= runs.size) {
      throw new IndexOutOfBoundsException("run " + k + " of " + runs.size);
    }
    own.read(runs, k, shop.unknown, shop.form.grain() != ShopForm.TimeGrain.DAY);
    scores.read(shop, own);
    boolean named = schema == FeatureSchema.NAMES;
    if (named) {
      names.read(shop, own);
    }
    choose(shop);
    if (named) {
      choose(names.candidates());
    }
    list(shop);
    scores.readChosen(shop, own, rows.category, rows.size);
    OwnFeatures.absent(own, rows);
    PersonFeatures.usual(shop, runs, k, own, scores, rows);
    rows.usual(Feature.CURRENT, 0);
    rows.newcomer = k == 0;
    rows.begin();
    rows.put(rows.others(), Feature.CURRENT, 1);
    ownFeatures.write(shop, runs, k, own, rows);
    shopFeatures.write(shop, own, scores, rows);
    personFeatures.write(shop, runs, k, own, shopFeatures.novelMove, rows);
    if (named) {
      names.write(shop, own, scores, rows);
    }
    return rows;
  }

  private void choose(ShopStatistics shop) {
    int size = shop.unknown + 1;
    if (chosen.length != (size + 63) / 64) {
      chosen = new long[(size + 63) / 64];
    }
    Arrays.fill(chosen, 0);
    for (int j = 0; j < own.distinct; j++) {
      choose(own.categories[j]);
    }
    offer(scores.moves, byMoves);
    offer(scores.novel, byNovelMoves);
    byNeighbours.clear();
    scores.neighbours.offer(byNeighbours);
    choose(byNeighbours);
    byPeople.clear();
    double least = byPeople.least();
    for (int category = 0; category < size; category++) {
      if (scores.inPeople[category] > least) {
        byPeople.offer(scores.inPeople[category], category);
        least = byPeople.least();
      }
    }
    for (int i = 0; i < byPeople.size(); i++) {
      choose(byPeople.id(i));
    }
    for (int category : shop.popularity.top) {
      choose(category);
    }
  }

  private void offer(ChainScores chain, Selection largest) {
    largest.clear();
    chain.offer(largest);
    choose(largest);
  }

  private void choose(Selection largest) {
    int count = largest.select();
    for (int i = 0; i < count; i++) {
      choose(largest.number(i));
    }
  }

  private void choose(int category) {
    chosen[category >> 6] |= 1L << category;
  }

  private void list(ShopStatistics shop) {
    int current = own.history[own.length - 1];
    chosen[shop.unknown >> 6] &= ~(1L << shop.unknown);
    chosen[current >> 6] &= ~(1L << current);
    int count = 1;
    for (long word : chosen) {
      count += Long.bitCount(word);
    }
    rows.reserve(count);
    int next = 0;
    for (int i = 0; i < chosen.length; i++) {
      for (long word = chosen[i]; word != 0; word &= word - 1) {
        rows.category[next++] = (i << 6) + Long.numberOfTrailingZeros(word);
      }
    }
    rows.category[next] = current;
  }
}
