package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.EventKind;
import dev.meander.interest.InterestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The features of one person, number by number. A model learned what each column means: where this
 * fails, either the code is wrong or the column needs another name and the model another training.
 * Made anew with {@code -Dmeander.golden.write=true}.
 */
class FeatureGoldenTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("meander.basedir", "."))
          .resolve("src/test/resources/golden/features/shopper.csv");

  private static InterestProfile shopper() {
    return new People()
        .event(EventKind.ITEM_VIEWED, "electronics/phone", Duration.ZERO)
        .event(EventKind.ITEM_VIEWED, "electronics/phone", Duration.ofMinutes(2))
        .event(EventKind.ITEM_CARTED, "electronics/phone", Duration.ofMinutes(3))
        .event(EventKind.ITEM_VIEWED, "electronics/case", Duration.ofMinutes(9))
        .event(EventKind.ITEM_PURCHASED, "electronics/phone", Duration.ofHours(26))
        .event(EventKind.ITEM_VIEWED, "home/lamp", Duration.ofDays(4))
        .event(EventKind.EXPOSURE_SHOWN, "toys/puzzle", Duration.ofDays(4).plusMinutes(1))
        .event(EventKind.ITEM_VIEWED, "electronics/case", Duration.ofDays(11))
        .event(EventKind.ITEM_FAVORITED, "home/lamp", Duration.ofDays(11).plusMinutes(4))
        .profile();
  }

  @Test
  void everyNumberIsTheOneThatModelsLearnedFrom() throws IOException {
    String actual = csv(PersonFeatures.of(shopper(), People.SHOP));
    if (Boolean.getBoolean("meander.golden.write")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, actual);
    }
    assertEquals(Files.readString(GOLDEN), actual);
  }

  /** A line per feature, a column per candidate. */
  private static String csv(PersonFeatures features) {
    StringBuilder csv = new StringBuilder("feature");
    for (int i = 0; i < features.candidates().size(); i++) {
      csv.append(',').append(String.join("/", features.candidates().get(i).category().levels()));
    }
    csv.append('\n');
    for (Feature feature : Feature.values()) {
      csv.append(feature.name());
      for (int i = 0; i < features.candidates().size(); i++) {
        csv.append(
            String.format(
                Locale.ROOT, ",%.5f", features.values()[i * Feature.COUNT + feature.column()]));
      }
      csv.append('\n');
    }
    return csv.toString();
  }
}
