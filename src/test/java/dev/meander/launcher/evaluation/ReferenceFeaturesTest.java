package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meander.event.TenantId;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.training.LogPeople;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The features, number by number, against a second implementation of their definitions. The golden
 * file is made anew by
 *
 * <pre>
 * ./meander sample --people 60 --days 40 --seed 5 --out sample.ndjson
 * python3 -m meander_training.reference_features --reference DIR --ndjson sample.ndjson \
 *     --from 1706716800000 --people 12 --out src/test/resources/golden/features/reference.json.gz
 * </pre>
 */
class ReferenceFeaturesTest {
  private static final Path HOME = Path.of(System.getProperty("meander.basedir", "."));
  private static final ShopForm CLICKS = ShopForm.clicks(28_800);
  private static final long SAMPLE_CUT = 1_706_716_800_000L;
  private static final long TAOBAO_CUT = 1_512_144_000_000L;

  @Test
  void theGeneratedStreamsFeaturesAreTheReferences() throws IOException {
    List<BenchPerson> set = sample();
    FrozenShop shop = FrozenShop.of(CLICKS, set, FrozenShop.before(SAMPLE_CUT));
    Path golden = HOME.resolve("src/test/resources/golden/features/reference.json.gz");
    assertEquals(12, new ReferenceRows(shop, set).compare(golden));
  }

  @Test
  void twoHundredPeopleOfTaobaoHaveTheReferencesFeatures(@TempDir Path temporary)
      throws IOException, InterruptedException {
    Path shared = HOME.toAbsolutePath().normalize().resolveSibling("shared");
    Path reference = shared.resolve("bench/universal");
    assumeTrue(Files.exists(reference.resolve("feats3.py")), "no reference at " + reference);
    String python = System.getenv().getOrDefault("MEANDER_PYTHON", "python3");
    assumeTrue(
        runs(python, "-c", "import numpy, scipy"),
        python + " has no numpy and scipy; MEANDER_PYTHON may name one that has");
    Path file = temporary.resolve("taobao.json.gz");
    Path script = HOME.resolve("model-artifacts/training/meander_training/reference_features.py");
    assertEquals(
        true,
        runs(
            python,
            script.toAbsolutePath().toString(),
            "--reference",
            reference.toString(),
            "--people",
            "200",
            "--out",
            file.toString()),
        "the reference failed");
    List<BenchPerson> set = new PublishedFiles(shared.resolve("data")).taobao();
    FrozenShop shop = FrozenShop.of(CLICKS, set, FrozenShop.before(TAOBAO_CUT));
    assertEquals(200, new ReferenceRows(shop, set).compare(file));
  }

  private static boolean runs(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_NUM_THREADS", "1");
    try {
      Process process = builder.start();
      boolean ended = process.waitFor(10, TimeUnit.MINUTES);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static List<BenchPerson> sample() {
    SampleStream stream =
        new SampleStream(
            new SampleSettings(new TenantId("default"), 60, 40, 5, LocalDate.parse("2024-01-01")));
    LogPeople people = new LogPeople();
    while (stream.hasNext()) {
      people.add(stream.next());
    }
    return people.people();
  }
}
