package dev.meander.scoring;

import dev.meander.interest.ModelIdentity;
import dev.meander.interest.RecentEvent;
import dev.meander.scoring.shop.ReturnScale;
import dev.meander.scoring.shop.ShopReturns;
import dev.meander.scoring.shop.VisitDays;
import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Asks a model of evolution at the ends of days of a shop's past who comes back, as it is asked
 * when it serves, and finds how its chances are told right there. One thread, on which the model
 * runs.
 */
public final class ReturnsJudgement {

  private final OutlookModel model;
  private final ShopStatistics before;
  private final OutlookExtractor extractor = new OutlookExtractor();
  private final List<ReturnsFit> fits;
  private int moments;

  /**
   * @param model stays open meanwhile
   * @param before the shop's statistics; of its older days they hold what came later too
   */
  public ReturnsJudgement(OutlookModel model, ShopStatistics before) {
    this.model = model;
    this.before = before;
    fits =
        IntStream.range(0, model.heads().size())
            .mapToObj(head -> new ReturnsFit(before.form(), model.days(head)))
            .toList();
  }

  /**
   * Asks at the end of a day on which a person was there.
   *
   * @param runs how events become runs
   * @throws ModelRefusedException when the model puts out what is no number
   * @throws OnnxModel.Retired when the model was closed
   */
  public void ask(VisitDays days, int k, Function<List<RecentEvent>, Runs> runs) {
    Runs known = runs.apply(AskedPerson.newest(days.known(k), OutlookExtractor.MOST_VISITS));
    OutlookRows rows = extractor.extract(before, known, days.end(k));
    OutlookModel.Foretold said = model.runFirst(rows);
    for (int head = 0; head < fits.size(); head++) {
      double chance = model.comeBack(before.form(), rows, said, head);
      fits.get(head).add(days.end(k), chance, days.comesWithin(k, model.days(head)));
    }
    moments++;
  }

  /**
   * What was found, by all windows that are over.
   *
   * @param until up to when it is known where everybody went, milliseconds
   */
  public ShopReturns returns(long until) {
    List<ReturnScale> heads = new ArrayList<>();
    fits.forEach(fit -> heads.add(fit.fitted(until)));
    return new ShopReturns(
        new ModelIdentity(model.manifest().name(), model.manifest().version()), heads, moments);
  }
}
