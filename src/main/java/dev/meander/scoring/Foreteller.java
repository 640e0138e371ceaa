package dev.meander.scoring;

import dev.meander.interest.Evolution;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ScoredInterest;
import dev.meander.scoring.BatchScorer.Request;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Foretells how people's interest evolves by a model that knows no category, on what the shop's
 * statistics and the person's own history say. It is asked at the end of the shop's day of the
 * person's last event, as in training: windows are whole days. Any thread.
 */
final class Foreteller implements NamedSlot.Serving {
  private static final long DAY_MILLIS = 86_400_000;

  private final OutlookModel model;
  private final OutlookAnswer answer;
  private final int leastMoves;
  private final ThreadLocal<OutlookExtractor> extractors =
      ThreadLocal.withInitial(OutlookExtractor::new);
  private final AtomicLong notFinite = new AtomicLong();

  /**
   * @param leastMoves of a shop whose people are foretold
   * @throws ModelRefusedException when the model does not foretell all that is asked
   */
  Foreteller(OutlookModel model, int leastMoves) {
    this.model = model;
    this.leastMoves = leastMoves;
    this.answer = new OutlookAnswer(model);
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity(model.manifest().name(), model.manifest().version());
  }

  @Override
  public long notFinite() {
    return notFinite.get();
  }

  /** Whether a shop has moves enough. */
  boolean foretells(ShopSnapshot shop) {
    return AskedPerson.isLargeEnough(shop, leastMoves);
  }

  /**
   * The same answers, with the evolution of everybody replaced of whom {@link AskedPerson} says
   * something.
   *
   * @param scored one for each request, in order
   */
  List<ScoredInterest> foretell(List<Request> requests, List<ScoredInterest> scored) {
    List<ScoredInterest> foretold = new ArrayList<>(scored);
    for (int i = 0; i < foretold.size(); i++) {
      ScoredInterest before = scored.get(i);
      AskedPerson person =
          AskedPerson.of(requests.get(i), leastMoves, OutlookExtractor.MOST_VISITS).orElse(null);
      if (person != null) {
        foretold.set(i, foretold(person, before));
      }
    }
    return foretold;
  }

  /** Judges who comes back by days of a shop. */
  ReturnsJudgement judgement(ShopStatistics before) {
    return new ReturnsJudgement(model, before);
  }

  private ScoredInterest foretold(AskedPerson person, ScoredInterest before) {
    OutlookRows rows =
        extractors
            .get()
            .extract(
                person.statistics(),
                person.runs(),
                asked(person.statistics().form(), person.profile()));
    try {
      Evolution evolution = answer.of(person, rows, model.run(rows), before.evolution());
      return new ScoredInterest(
          before.profile(), before.migration(), evolution, before.source(), before.model());
    } catch (ModelRefusedException e) {
      long _ = notFinite.incrementAndGet();
      return before;
    }
  }

  /** The first moment of the shop's day after the last event. */
  static long asked(ShopForm form, InterestProfile profile) {
    long zone = form.zoneSeconds() * 1_000L;
    long local = profile.lastEventAt().toEpochMilli() + zone;
    return (Math.floorDiv(local, DAY_MILLIS) + 1) * DAY_MILLIS - zone;
  }

  @Override
  public void close() {
    model.close();
  }
}
