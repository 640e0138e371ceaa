package dev.meander.launcher.evaluation;

import dev.meander.scoring.OutlookModel;
import dev.meander.scoring.ReturnsFit;
import dev.meander.scoring.shop.ReturnScale;
import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Foretells, at each origin that is judged, how every person's events will spread. */
public final class OutlookEvaluation {

  /** A share below this is left to the judge, who spreads what is missing evenly. */
  private static final double LEAST = 1e-7;

  private final OutlookSet set;
  private final OutlookModel model;
  private final int head;
  private final Returns returns = new Returns();
  private final Returns byModel = new Returns();
  private final ReturnsFit past;
  private int people;

  /**
   * @param model closed by whoever loaded it
   * @throws IllegalArgumentException when the model does not foretell the judged window
   */
  public OutlookEvaluation(OutlookSet set, OutlookModel model) {
    this.set = set;
    this.model = model;
    head = model.heads().indexOf("days" + set.judged());
    if (head < 0) {
      throw new IllegalArgumentException(
          model.title() + " foretells " + model.heads() + ", not " + set.judged() + " days");
    }
    past = new ReturnsFit(set.form(), set.judged());
  }

  /**
   * Writes user, origin, category and share, for the origins to choose by and to judge by. Of those
   * to train on only coming back is asked: who comes back at an origin is told by windows that are
   * over then.
   *
   * @param done is told the origin and how much is done, 0 to 1
   */
  public void write(Writer shares, BiConsumer<String, Double> done) throws IOException {
    shares.write("user,origin,category,p\n");
    List<OutlookSet.Origin> asked = set.origins();
    for (int i = 0; i < asked.size(); i++) {
      OutlookSet.Origin origin = asked.get(i);
      String day =
          Instant.ofEpochMilli(origin.millis())
              .atOffset(ZoneOffset.ofTotalSeconds(set.form().zoneSeconds()))
              .toLocalDate()
              .toString();
      write(shares, origin, day);
      done.accept(day, (i + 1) / (double) asked.size());
    }
  }

  private void write(Writer shares, OutlookSet.Origin origin, String day) throws IOException {
    OutlookShop shop = new OutlookShop(set, origin);
    OutlookExtractor extractor = new OutlookExtractor();
    List<String> names = shop.categories();
    ReturnScale scale = past.fitted(origin.millis());
    int month = ReturnsFit.month(set.form(), origin.millis());
    for (int person = 0; person < shop.people(); person++) {
      OutlookRows rows = extractor.extract(shop.statistics(), shop.runs(person), origin.millis());
      boolean came = !shop.after(person, set.judged()).isEmpty();
      if (origin.role() == Part.Role.TRAIN) {
        double chance = model.comeBack(set.form(), rows, model.runFirst(rows), head);
        past.add(origin.millis(), chance, came);
        continue;
      }
      OutlookModel.Foretold said = model.run(rows);
      double chance = model.comeBack(set.form(), rows, said, head);
      past.add(origin.millis(), chance, came);
      if (origin.role() == Part.Role.TEST) {
        returns.add(scale.told(chance, month), came);
        byModel.add(chance, came);
      }
      // Who has no event in the window is no instance of the protocol.
      if (came) {
        String start = shop.id(person) + "," + day + ",";
        double[] all = everywhere(shop, rows, said.windows().get(head).shares(), names.size());
        for (int category = 0; category <= names.size(); category++) {
          if (all[category] >= LEAST) {
            String name = category < names.size() ? names.get(category) : OutlookSet.REST;
            shares.write(start + name + "," + (float) all[category] + "\n");
          }
        }
        people++;
      }
    }
  }

  /** Shares of all known categories, and last of what nobody had. */
  private double[] everywhere(
      OutlookShop shop, OutlookRows rows, double[] foretold, int categories) {
    double[] all = new double[categories + 1];
    boolean[] candidate = new boolean[categories];
    double others = 0;
    for (int row = 0; row < rows.elsewhere(); row++) {
      all[rows.category(row)] += foretold[row];
      candidate[rows.category(row)] = true;
    }
    // Who goes where nothing pointed to goes to what is new to them.
    for (int category = 0; category < categories; category++) {
      others += candidate[category] ? 0 : shop.statistics().novelShare(category);
    }
    double left = foretold[rows.elsewhere()];
    double unseen = others > 0 ? left * model.unseen(model.heads().get(head)) : left;
    for (int category = 0; category < categories; category++) {
      if (!candidate[category]) {
        all[category] = (left - unseen) * shop.statistics().novelShare(category) / others;
      }
    }
    all[categories] = unseen;
    return all;
  }

  /**
   * How well it was foretold who comes back: told by the shop's own past, and by the model alone.
   */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "bench=evolution:%s by=%s outlooks=%d %s %s",
        set.name(),
        model.title(),
        people,
        returns,
        byModel.rates("alone-"));
  }
}
