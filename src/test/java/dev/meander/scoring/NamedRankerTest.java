package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.CategoryPath;
import dev.meander.event.PersonId;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ScoredInterest;
import dev.meander.scoring.BatchScorer.Request;
import dev.meander.scoring.names.NameVectors;
import dev.meander.scoring.shop.ShopCounting;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ranker that asks what names are like; the manifest is that of the one that ships, changed. */
class NamedRankerTest {
  private static final ModelFiles SHIPPED = new ModelFiles(Optional.empty());
  private static final String NAMED = "shop-flows/9";

  @TempDir Path repository = Path.of("set by JUnit");

  private RankerSlot slot() throws IOException {
    String shipped = new String(SHIPPED.read("shop-flows/3/manifest.json"), StandardCharsets.UTF_8);
    String old = ModelManifest.sha256(SHIPPED.read("shop-flows/3/model.onnx"));
    try (InputStream in = NamedRankerTest.class.getResourceAsStream("/models/ranker/names.onnx")) {
      byte[] model = Objects.requireNonNull(in, "names.onnx").readAllBytes();
      Path folder = Files.createDirectories(repository.resolve(NAMED));
      Files.write(folder.resolve("model.onnx"), model);
      Files.writeString(
          folder.resolve("manifest.json"),
          shipped
              .replace("\"version\": \"3\"", "\"version\": \"9\"")
              .replace(old, ModelManifest.sha256(model))
              .replace(FeatureSchema.BEHAVIOUR.id(), FeatureSchema.NAMES.id())
              .replaceAll("-1,\\s*85", "-1, 89"));
    }
    return new RankerSlot(
        new ModelFiles(Optional.of(repository)),
        Optional.of(NAMED),
        ExecutionProviderWanted.CPU,
        1);
  }

  private static ShopSnapshot shop(Function<List<String>, NameVectors.Compared> compare) {
    List<InterestProfile> people =
        List.of(
            People.visiting("dog food", "cat food", "dog food", "phone", "cat food", "lamp"),
            People.visiting("cat food", "dog food", "lamp", "dog food"));
    Set<CategoryPath> categories = new TreeSet<>();
    List.of("dog food", "cat food", "phone", "lamp").forEach(c -> categories.add(People.path(c)));
    ShopCounting counting = new ShopCounting(ShopForm.clicks(0), categories, 1 << 12);
    people.forEach(person -> counting.look(new PersonId("p"), person.history()));
    counting.begin();
    people.forEach(person -> counting.count(person.history()));
    List<String> names = counting.names().stream().map(CategoryPath::toString).toList();
    return counting.snapshot(
        new ShopSnapshot.Version(1, List.of(), Instant.EPOCH), compare.apply(names));
  }

  @Test
  void nobodyIsRankedUntilNamesWereCompared() throws IOException {
    RankerSlot slot = slot();
    slot.refresh();
    assertEquals(Optional.empty(), slot.refusal());
    Ranker ranker = slot.ranker().orElseThrow();
    assertTrue(ranker.wantsNames());
    ShopSnapshot before = shop(_ -> NameVectors.Compared.NOT);
    ShopSnapshot after = shop(new NameVectors()::of);
    ShopSnapshot partly = shop(new NameVectors(1)::of);
    assertEquals(List.of(false, true), List.of(ranker.ranks(before), ranker.ranks(after)));
    assertEquals(
        List.of(false, true, false), List.of(before.isNamed(), after.isNamed(), partly.isNamed()));
    assertTrue(ranker.ranks(partly), "who waits is as if without words");
    assertEquals("baseline", model(ranker, before));
    assertEquals("shop-flows", model(ranker, after));
    slot.close();
  }

  private static String model(Ranker ranker, ShopSnapshot shop) {
    Request request =
        new Request(People.at(People.visiting("dog food", "cat food")), People.SHOP, shop);
    ScoredInterest scored =
        BaselineInterestScorer.scoreOne(request.profile(), request.popularity());
    ScoredInterest ranked = ranker.rank(List.of(request), List.of(scored)).getFirst();
    var made = ranked.migration().ranker();
    return made == null ? "baseline" : made.name();
  }
}
