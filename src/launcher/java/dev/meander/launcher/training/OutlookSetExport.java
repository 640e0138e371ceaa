package dev.meander.launcher.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.OutlookShop;
import dev.meander.launcher.evaluation.Part;
import dev.meander.statistics.Outlook;
import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.OutlookTrend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Writes how the events of people spread over categories after each origin, with what was known
 * before: {@code set.json} and a folder of arrays an origin.
 */
public final class OutlookSetExport {
  private static final String HEADER = "set.json";

  private final OutlookSet set;
  private final int people;
  private final long seed;
  private final NpyFile.Type numbers;
  private final OutlookExtractor extractor = new OutlookExtractor();

  /**
   * @param people most people of an origin to train on; 0 for all
   * @param seed of who is left out
   */
  public OutlookSetExport(OutlookSet set, int people, long seed, NpyFile.Type numbers) {
    this.set = set;
    this.people = people;
    this.seed = seed;
    this.numbers = numbers;
  }

  /**
   * Writes the origins; the description last, so that what was cut off is no set.
   *
   * @param done is told the part and how much of all is done, 0 to 1
   * @return groups written: people at origins
   */
  public int write(Path folder, List<Part.Role> roles, BiConsumer<String, Double> done)
      throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(HEADER));
    List<Map<String, Object>> parts = new ArrayList<>();
    int groups = 0;
    for (OutlookSet.Origin origin : set.origins()) {
      if (roles.contains(origin.role())) {
        String name = origin.role().name().toLowerCase(Locale.ROOT) + parts.size();
        groups += write(folder, name, origin, parts);
        done.accept(name, parts.size() / (double) set.origins().size());
      }
    }
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("format", "meander-outlook-set");
    header.put("version", 1);
    header.put("set", set.name());
    header.put("featureSchema", Outlook.schema());
    header.put("features", Outlook.columns());
    header.put("heads", set.days().stream().map(days -> "days" + days).toList());
    header.put("judged", "days" + set.judged());
    header.put("numbers", numbers.name().toLowerCase(Locale.ROOT));
    header.put("seed", seed);
    header.put("people", set.people().size());
    header.put("parts", parts);
    Files.writeString(
        folder.resolve(HEADER),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(header) + "\n");
    return groups;
  }

  private int write(
      Path folder, String name, OutlookSet.Origin origin, List<Map<String, Object>> parts)
      throws IOException {
    OutlookShop shop = new OutlookShop(set, origin);
    SplittableRandom random = new SplittableRandom(seed + origin.millis());
    boolean trains = origin.role() == Part.Role.TRAIN;
    int wanted = trains && people > 0 ? Math.min(people, shop.people()) : shop.people();
    try (OutlookPart written = new OutlookPart(folder.resolve(name), numbers, set.days().size())) {
      for (int person = 0; person < shop.people(); person++) {
        if (random.nextInt(shop.people() - person) < wanted) {
          wanted--;
          OutlookRows rows =
              extractor.extract(shop.statistics(), shop.runs(person), origin.millis());
          float[] latest = OutlookRuns.of(rows, shop.runs(person), origin.millis());
          written.add(rows, shares(shop, person, rows), latest, person);
        }
      }
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("name", name);
      described.put("role", origin.role().name().toLowerCase(Locale.ROOT));
      described.put("groups", written.groups());
      described.put("rows", written.rows());
      described.put("categories", shop.categories().size());
      described.put("origin", origin.millis());
      parts.add(described);
      return written.groups();
    }
  }

  private OutlookShares shares(OutlookShop shop, int person, OutlookRows rows) {
    OutlookShares shares = new OutlookShares(rows.size(), set.days().size());
    shares.putWeekly(0, shop.weekly(person, rows, 0));
    for (int head = 0; head < set.days().size(); head++) {
      int days = set.days().get(head);
      if (shop.observed(days)) {
        shares.put(head, rows, shop.after(person, days));
        shares.putWeekly(1 + head, shop.weekly(person, rows, days));
        if (days == OutlookTrend.DAYS) {
          shares.putTrends(head, rows, shop.categories().indexOf(OutlookSet.REST));
        }
      }
    }
    return shares;
  }
}
