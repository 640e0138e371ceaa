package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.ModelIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ranker that ships, copied into a repository and spoilt. */
class RankerSlotTest {
  private static final ModelFiles SHIPPED = new ModelFiles(Optional.empty());
  private static final ModelIdentity FLOWS = new ModelIdentity("shop-flows", "3");
  private static final int LEAST_MOVES = 6;

  @TempDir Path repository = Path.of("set by JUnit");
  private RankerSlot slot = slot(Optional.empty());

  private RankerSlot slot(Optional<String> wanted) {
    return new RankerSlot(
        new ModelFiles(Optional.of(repository)), wanted, ExecutionProviderWanted.CPU, LEAST_MOVES);
  }

  @BeforeEach
  void start() {
    slot = slot(Optional.empty());
  }

  @AfterEach
  void stop() {
    slot.close();
  }

  private String manifest() {
    return new String(
        SHIPPED.read("shop-flows/3/manifest.json"), java.nio.charset.StandardCharsets.UTF_8);
  }

  private void install(String named, String manifest) {
    try {
      Path to = Files.createDirectories(repository.resolve(named));
      Files.write(to.resolve("model.onnx"), SHIPPED.read("shop-flows/3/model.onnx"));
      Files.writeString(to.resolve("manifest.json"), manifest);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Models.point(
        repository, "{\"name\":\"shop-ranker\",\"version\":\"1\",\"ranker\":\"" + named + "\"}");
    slot.refresh();
  }

  private Optional<ModelIdentity> serving() {
    return slot.ranker().map(Ranker::identity);
  }

  private void assertRefused(String because) {
    assertTrue(slot.refusal().orElseThrow().contains(because), slot.refusal().toString());
    assertEquals(Optional.of(FLOWS), serving());
  }

  @Test
  void theShippedPointerNamesTheShippedRanker() {
    RankerSlot shipped =
        new RankerSlot(SHIPPED, Optional.empty(), ExecutionProviderWanted.CPU, LEAST_MOVES);
    shipped.refresh();
    assertEquals(Optional.of(FLOWS), shipped.ranker().map(Ranker::identity));
    shipped.close();
  }

  @Test
  void theSettingIsStrongerThanThePointer() {
    install("shop-flows/3", manifest());
    RankerSlot off = slot(Optional.of("none"));
    off.refresh();
    assertEquals(Optional.empty(), off.ranker());
    Models.point(repository, "{\"name\":\"shop-ranker\",\"version\":\"1\"}");
    RankerSlot on = slot(Optional.of("shop-flows/3"));
    on.refresh();
    assertEquals(Optional.of(FLOWS), on.ranker().map(Ranker::identity));
    on.close();
  }

  @Test
  void aPointerWithoutRankerEndsRanking() {
    install("shop-flows/3", manifest());
    assertEquals(Optional.of(FLOWS), serving());
    Models.point(repository, "{\"name\":\"shop-ranker\",\"version\":\"1\"}");
    slot.refresh();
    assertEquals(Optional.empty(), serving());
    assertEquals(Optional.empty(), slot.refusal());
  }

  @Test
  void whatIsBrokenIsRefusedOnceAndTheOldRankerServes() {
    install("shop-flows/3", manifest());
    String second = manifest().replace("\"version\": \"3\"", "\"version\": \"4\"");
    install("shop-flows/4", second.replace("shop-features-1", "shop-features-9"));
    assertRefused("it wants features shop-features-9");
    install("shop-flows/4", second.replace("shop-features-1", "shop-features-9"));
    assertEquals(1, slot.refusals());
    install("shop-flows/5", manifest());
    assertRefused("shop-flows/5 holds ranker shop-flows 3");
    install("shop-flows/6", "{");
    assertRefused("manifest.json");
    install("../shop-flows", manifest());
    assertRefused("no ranker can be named ../shop-flows");
    install("shop-flows/3", manifest());
    assertEquals(Optional.empty(), slot.refusal());
    assertEquals(4, slot.refusals());
  }

  @Test
  void aRankerWithoutEveryHeadIsRefused() {
    install("shop-flows/3", manifest().replace("\"days7\"", "\"days9\""));
    assertTrue(slot.refusal().orElseThrow().contains("has no head days7"));
    assertEquals(Optional.empty(), serving());
  }
}
