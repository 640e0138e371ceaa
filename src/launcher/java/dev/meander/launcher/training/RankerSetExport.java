package dev.meander.launcher.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.evaluation.Moment;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.scoring.names.NameVectors;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.Runs;
import dev.meander.statistics.Truths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** Writes the parts of a shop's set as a ranker is trained on them: {@code set.json} and arrays. */
public final class RankerSetExport {

  /**
   * How much is written.
   *
   * @param instances most groups to train on, over all parts
   * @param valid most groups to choose by
   * @param negatives most candidates of a training group that are no answer; 0 for all
   * @param seed of what is left out
   */
  public record Size(int instances, int valid, int negatives, long seed) {

    public Size {
      if (instances < 1 || valid < 1 || negatives < 0) {
        throw new IllegalArgumentException(
            "instances and valid must be at least 1, negatives at least 0");
      }
    }
  }

  private static final String HEADER = "set.json";

  private final ShopSet set;
  private final Size size;
  private final NpyFile.Type numbers;
  private final long lastMillis;
  private final FeatureSchema schema;
  private final FeatureExtractor extractor;
  private final NameVectors names = new NameVectors();

  /**
   * @param schema what is told of candidates, and which ones there are
   */
  public RankerSetExport(ShopSet set, Size size, NpyFile.Type numbers, FeatureSchema schema) {
    this.schema = schema;
    this.extractor = new FeatureExtractor(schema);
    this.set = set;
    this.size = size;
    this.numbers = numbers;
    lastMillis =
        set.people().stream()
            .mapToLong(person -> person.visits().getLast().millis())
            .max()
            .orElse(0);
  }

  /**
   * Writes the parts; the description last, so that what was cut off is no set.
   *
   * @param done is told the part and how much of it is done, 0 to 1
   * @return groups written
   * @throws IllegalArgumentException when a part that was asked for is empty
   */
  public int write(Path folder, List<Part.Role> roles, BiConsumer<String, Double> done)
      throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(HEADER));
    List<Map<String, Object>> parts = new ArrayList<>();
    int groups = 0;
    for (Part part : set.parts()) {
      if (roles.contains(part.role())) {
        groups += write(folder, part, parts, done);
      }
    }
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("format", "meander-ranker-set");
    header.put("version", 1);
    header.put("set", set.name());
    header.put("featureSchema", schema.id());
    header.put("features", schema.columns());
    header.put("offset", Feature.HAZARD_BY_MOVE.column());
    header.put("current", Feature.CURRENT.column());
    header.put("heads", Truths.HEADS);
    header.put("numbers", numbers.name().toLowerCase(Locale.ROOT));
    header.put("seed", size.seed());
    header.put("negatives", size.negatives());
    header.put("people", set.people().size());
    header.put("parts", parts);
    Files.writeString(
        folder.resolve(HEADER),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(header) + "\n");
    return groups;
  }

  private int write(
      Path folder, Part part, List<Map<String, Object>> parts, BiConsumer<String, Double> done)
      throws IOException {
    FrozenShop shop =
        FrozenShop.of(
            set.form(), set.people(), part.split()::counted, FrozenShop.Naming.of(schema, names));
    SplittableRandom random = new SplittableRandom(size.seed() + set.parts().indexOf(part));
    long[] asked = asked(part, shop, random);
    try (RankerPart written = new RankerPart(folder.resolve(part.name()), numbers, schema)) {
      for (int i = 0; i < asked.length; i++) {
        write(part, shop, (int) (asked[i] >>> Integer.SIZE), (int) asked[i], random, written);
        done.accept(part.name(), (i + 1) / (double) asked.length);
      }
      if (written.groups() == 0) {
        throw new IllegalArgumentException(
            set.name() + " is too small: there is nothing to ask for in its part " + part.name());
      }
      parts.add(described(part, shop, written));
      return written.groups();
    }
  }

  /** Persons and runs after which it is asked, packed, ascending: all of them or a sample. */
  private long[] asked(Part part, FrozenShop shop, SplittableRandom random) {
    List<Long> asked = new ArrayList<>();
    for (int person = 0; person < shop.people().size(); person++) {
      Runs runs = shop.people().get(person);
      for (int k = 0; k + 1 < runs.size(); k++) {
        if (part.split().asks(person, runs, k)) {
          asked.add((long) person << Integer.SIZE | k);
        }
      }
    }
    long[] packed = asked.stream().mapToLong(Long::longValue).toArray();
    int most = Math.min(most(part), packed.length);
    for (int i = 0; i < most; i++) {
      int other = random.nextInt(i, packed.length);
      long moved = packed[i];
      packed[i] = packed[other];
      packed[other] = moved;
    }
    long[] sample = Arrays.copyOf(packed, most);
    Arrays.sort(sample);
    return sample;
  }

  private int most(Part part) {
    long parts = set.parts().stream().filter(each -> each.role() == Part.Role.TRAIN).count();
    return switch (part.role()) {
      case TRAIN -> (int) Math.ceilDiv(size.instances(), parts);
      case VALID -> size.valid();
      case TEST -> Integer.MAX_VALUE;
    };
  }

  private void write(
      Part part, FrozenShop shop, int person, int k, SplittableRandom random, RankerPart written)
      throws IOException {
    Runs runs = shop.people().get(person);
    Moment known = Moment.of(set.form(), set.people().get(person), shop.numbers()::of, runs, k);
    CandidateRows rows = extractor.extract(shop.statistics(), known.runs(), known.k());
    Truths answers =
        new Truths(runs, k, rows, part.split().reach(runs, shop.numbers().known(), lastMillis));
    boolean trains = part.role() == Part.Role.TRAIN;
    if (!trains || (answers.any() && rows.others() > 1)) {
      int negatives = trains && size.negatives() > 0 ? size.negatives() : rows.size();
      written.add(rows, kept(rows, answers, negatives, random), answers, person, runs.end(k));
    }
  }

  /** The answers, the current category and a sample of the other rows; ascending. */
  private static int[] kept(
      CandidateRows rows, Truths answers, int negatives, SplittableRandom random) {
    boolean[] keep = new boolean[rows.size()];
    keep[rows.others()] = true;
    for (int place : answers.places()) {
      if (place >= 0) {
        keep[place] = true;
      }
    }
    int left = 0;
    for (boolean each : keep) {
      left += each ? 0 : 1;
    }
    int wanted = Math.min(negatives, left);
    int kept = 0;
    int[] found = new int[rows.size()];
    for (int row = 0; row < keep.length; row++) {
      boolean taken = keep[row];
      if (!taken && random.nextInt(left--) < wanted) {
        taken = true;
        wanted--;
      }
      if (taken) {
        found[kept++] = row;
      }
    }
    return Arrays.copyOf(found, kept);
  }

  private static Map<String, Object> described(Part part, FrozenShop shop, RankerPart written) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", part.name());
    described.put("role", part.role().name().toLowerCase(Locale.ROOT));
    described.put("groups", written.groups());
    described.put("rows", written.rows());
    described.put("missed", written.missed());
    described.put("categories", shop.numbers().known());
    if (part.split() instanceof Part.Between between) {
      described.put("askedFrom", between.from());
      described.put("askedUntil", between.until());
    }
    return described;
  }
}
