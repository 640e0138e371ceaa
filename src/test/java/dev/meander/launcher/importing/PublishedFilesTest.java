package dev.meander.launcher.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meander.launcher.replay.InputFile;
import dev.meander.launcher.replay.ReplayRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files themselves, where they are at hand: what comes of each is counted once more, by looking
 * at its lines alone. UCI's invoices have a test of their own, with money.
 */
final class PublishedFilesTest {

  private static final Path DATA =
      Path.of(System.getProperty("meander.basedir", ".")).resolve("../shared/data");

  /** What the lines behind the header come to. */
  enum Lines {
    ONE {
      @Override
      long events(String line) {
        return 1;
      }
    },
    /** What is read of the item that was just arrived at is no event of its own. */
    MICRO {
      @Override
      long events(String line) {
        long events = 0;
        String at = "";
        for (String behaviour : line.strip().split(" +", -1)) {
          String[] parts = behaviour.split("\\+", -1);
          int kind = Integer.parseInt(parts[1]);
          String item = parts[0] + '+' + parts[2];
          boolean reading = kind >= 6 && kind <= 8;
          events += reading && item.equals(at) ? 0 : 1;
          at = kind <= 8 ? item : at;
        }
        return events;
      }
    };

    abstract long events(String line);
  }

  private final List<String> told = new ArrayList<>();
  private final Tally tally = new Tally(told::add);

  @ParameterizedTest
  @CsvSource({
    "taobao, taobao/UserBehavior_head.csv.gz, 0, 1, ONE",
    "jd_micro, jd_micro/JD_Applicances_sample.gz, 0, 0, MICRO",
    "jd_micro, jd_micro/JD_Computers_sample.gz, 0, 0, MICRO",
    "jd_micro, jd_micro/HUP_JD_Applicances_sample.gz, 0, 0, MICRO",
    "jd_micro, jd_micro/HUP_JD_Computers_sample.gz, 0, 0, MICRO",
    "open_ecommerce, open_ecommerce/open_ecommerce_28states_events.csv.gz, 1, 0, ONE",
    "amazon_s3rec, amazon_s3rec/Beauty_events.csv.gz, 1, 0, ONE",
    "amazon_s3rec, amazon_s3rec/Toys_and_Games_events.csv.gz, 1, 0, ONE"
  })
  void every_line_of_the_file_becomes_its_events_and_no_two_have_one_id(
      NamedFormat format, String name, int header, int malformed, Lines lines) throws IOException {
    Path path = DATA.resolve(name);
    assumeTrue(Files.isReadable(path), "the file is not at hand");
    Set<String> ids = new HashSet<>();
    long events = 0;
    try (var source = ImportSource.of(List.of(path), format.open(), tally)) {
      for (Optional<ReplayRecord> next = source.next(); next.isPresent(); next = source.next()) {
        if (next.get() instanceof ReplayRecord.Event event) {
          events++;
          ids.add(event.json().substring(0, event.json().indexOf("\",\"personId\"")));
        }
      }
    }
    assertEquals(malformed, tally.malformed(), told::toString);
    assertEquals(counted(path, header, lines) - malformed, events);
    assertEquals(events, ids.size());
    assertTrue(events > 1_000, () -> name);
  }

  private static long counted(Path path, int header, Lines lines) throws IOException {
    try (var file = InputFile.open(path);
        var reader =
            new BufferedReader(new InputStreamReader(file.content(), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(header)
          .filter(line -> !line.isBlank())
          .mapToLong(lines::events)
          .sum();
    }
  }
}
