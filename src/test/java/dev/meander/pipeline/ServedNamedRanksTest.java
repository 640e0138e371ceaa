package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.interest.InterestProfile;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.statistics.FeatureSchema;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A ranker that asks what names are like: the generated stream, by the service and offline. */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(ServedNamedRanksTest.Ranked.class)
class ServedNamedRanksTest {

  /** A shop of its own, and models beside those that ship. */
  public static final class Ranked implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> overrides = new HashMap<>(ServedStreamTest.overrides(SHOP));
      overrides.put("meander.scoring.ranker", "named/1");
      overrides.put("meander.scoring.outlook", "none");
      overrides.put("meander.scoring.model-dir", MODELS.toString());
      install();
      return overrides;
    }
  }

  private static final String SHOP = "named-shop";
  private static final int PEOPLE = 100;
  private static final Path MODELS = RealServers.project().resolve("target/named-models");
  private static final Path RANKER = MODELS.resolve("named/1/model.onnx");

  private static final String MANIFEST =
      """
      {"name": "named", "version": "1", "sha256": "SHA", "opset": 17,
       "inputs": [{"name": "features", "shape": [-1, -1, 89]},
                  {"name": "mask", "shape": [-1, -1]}, {"name": "offset", "shape": [-1, -1]}],
       "outputs": [{"name": "logits", "shape": [-1, -1, 6]}],
       "featureSchema": "SCHEMA", "offset": "hz2",
       "heads": ["step1", "step2", "step3", "days1", "days3", "days7"],
       "temperatures": {"step1": 1, "step2": 1, "step3": 1, "days1": 1, "days3": 1, "days7": 1},
       "data": {}, "metrics": {}}
      """;

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject LiveShop shop;
  @Inject ShopCount counting;
  @Inject OwnDays days;

  private static void install() {
    Path shipped = RealServers.project().resolve("model-artifacts/shop-ranker/1");
    try (InputStream in =
        ServedNamedRanksTest.class.getResourceAsStream("/models/ranker/names.onnx")) {
      byte[] model = Objects.requireNonNull(in, "names.onnx").readAllBytes();
      Path base = Files.createDirectories(MODELS.resolve("shop-ranker/1"));
      for (String file : new String[] {"model.onnx", "manifest.json"}) {
        Files.copy(shipped.resolve(file), base.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.createDirectories(MODELS.resolve("named/1"));
      Files.write(RANKER, model);
      Files.writeString(
          RANKER.resolveSibling("manifest.json"),
          MANIFEST.replace("SHA", sha256(model)).replace("SCHEMA", FeatureSchema.NAMES.id()));
      Files.writeString(
          MODELS.resolve("current.json"), "{\"name\":\"shop-ranker\",\"version\":\"1\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Without bots: of who has more events than a profile brings, the service forgets what is old.
   */
  private static List<EventEnvelope> shoppers(List<EventEnvelope> stream) {
    Map<String, List<EventEnvelope>> people = ServedShop.byPerson(stream);
    return stream.stream()
        .filter(
            event ->
                Objects.requireNonNull(people.get(event.personId().value())).size()
                    <= InterestProfile.HISTORY_EVENTS)
        .toList();
  }

  @Test
  void peopleAreRankedAsOfflineByAModelThatAsksWhatNamesAreLike() throws IOException {
    TenantId tenant = new TenantId(SHOP);
    List<EventEnvelope> stream = shoppers(ServedStreamTest.stream(tenant, PEOPLE, 11));
    List<BenchPerson> set = ServedShop.people(stream).people();
    long[] times =
        set.stream()
            .flatMap(person -> person.visits().stream())
            .mapToLong(BenchVisit::millis)
            .sorted()
            .toArray();
    int same =
        new ServedRanks(
                new ServedShop(log, codec, shop, counting, tenant),
                days,
                times[times.length * 6 / 10],
                new ServedRanks.Served("named", RANKER))
            .compared(set, ServedShop.byPerson(stream), PEOPLE);
    System.out.println("ranks by names that are told and the same: " + same);
    assertTrue(same > 60, same + " ranks");
    assertTrue(shop.of(tenant).orElseThrow().isNamed(), "the names were not compared");
  }
}
