package dev.meander.launcher.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent.Searched;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.ingest.importing.Imported;
import dev.meander.launcher.replay.ReplayRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportSourceTest {

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private final Tally tally = new Tally(told::add);

  /** A letter is an event, a digit that many events, a dash is left out, all else is malformed. */
  private static Imported read(long number, String line) {
    if (line.equals("-")) {
      return new Imported.LeftOut("a dash");
    }
    if (!Character.isLetterOrDigit(line.charAt(0))) {
      return new Imported.Malformed("what is " + line);
    }
    int count = Character.isDigit(line.charAt(0)) ? Integer.parseInt(line) : 1;
    List<EventEnvelope> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          new EventEnvelope(
              new TenantId("t"),
              new EventId(line + i),
              new PersonId("p"),
              Instant.EPOCH,
              null,
              null,
              i == 0 ? Map.of("bot", "rate") : Map.of(),
              new Searched(line)));
    }
    return new Imported.Events(events);
  }

  @Test
  void files_are_read_one_after_the_other_plain_or_packed() throws IOException {
    List<Path> files = List.of(packed("old.gz", "a\n\nb\n"), plain("new", "c\n?\nd"));
    try (var source = source(files)) {
      assertEquals(0, source.progress());
      List<ReplayRecord> records = drain(source);
      assertEquals(1, source.progress());
      assertEquals(
          List.of("a0", "b0", "c0", "d0"), records.stream().map(ImportSourceTest::id).toList());
      assertEquals(
          List.of("old.gz:1", "old.gz:3", "new:1", "new:3"),
          records.stream().map(record -> source.place(record.line())).toList());
    }
    assertEquals(List.of("malformed new:2: what is ?"), told);
  }

  @Test
  void what_is_no_event_is_counted_and_told_of() throws IOException {
    try (var source = source(List.of(plain("f", "a\n-\n3\n-\n!\n")))) {
      assertEquals(4, drain(source).size());
    }
    assertEquals(1, tally.malformed());
    told.clear();
    tally.tell();
    assertEquals(
        List.of(
            "entries: 5",
            "events searched: 4",
            "events searched of robots: 2",
            "entries left out, a dash: 2"),
        told);
  }

  @Test
  void only_the_first_malformed_entries_are_told_one_by_one() throws IOException {
    try (var source = source(List.of(plain("f", "!\n".repeat(50))))) {
      assertEquals(List.of(), drain(source));
    }
    tally.tell();
    assertEquals(20 + 2, told.size());
    assertEquals("malformed: 30 more", told.get(20));
  }

  @Test
  void a_line_that_is_not_utf8_or_too_long_is_malformed_alone() throws IOException {
    Path file = folder.resolve("f");
    byte[] bytes = new byte[(1 << 20) + 10];
    Arrays.fill(bytes, (byte) 'x');
    bytes[0] = (byte) 0xff;
    bytes[1] = '\n';
    bytes[bytes.length - 3] = '\n';
    bytes[bytes.length - 2] = 'a';
    bytes[bytes.length - 1] = '\n';
    Files.write(file, bytes);
    try (var source = source(List.of(file))) {
      assertEquals(1, drain(source).size());
    }
    assertEquals(
        List.of("malformed f:1: not UTF-8", "malformed f:2: longer than 1048576 bytes"), told);
  }

  @Test
  void packed_data_that_ends_too_early_is_an_error() throws IOException {
    Path whole = packed("f.gz", "abcdefgh\n".repeat(1000));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length - 9));
    try (var source = source(List.of(whole))) {
      var failure = assertThrows(IOException.class, () -> drain(source));
      assertTrue(String.valueOf(failure.getMessage()).contains("compressed"));
    }
  }

  private ImportSource source(List<Path> files) throws IOException {
    return ImportSource.of(files, LineEntries.format(ImportSourceTest::read), tally);
  }

  private static List<ReplayRecord> drain(ImportSource source) throws IOException {
    List<ReplayRecord> records = new ArrayList<>();
    for (Optional<ReplayRecord> next = source.next(); next.isPresent(); next = source.next()) {
      records.add(next.get());
    }
    return records;
  }

  private static String id(ReplayRecord record) {
    String json = assertInstanceOf(ReplayRecord.Event.class, record).json();
    return json.replaceAll(".*\"eventId\":\"([^\"]+)\".*", "$1");
  }

  private Path plain(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path packed(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
