package dev.meander.launcher.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSourceTest {

  private static final String TWO = "1,2,3,pv,1511544070\n1,2,3,buy,1511544071\n";

  @TempDir Path folder;

  @Test
  void gzip_and_plain_give_the_same_records() throws IOException {
    List<ReplayRecord> plain = read(utf8(TWO), ReplayFormat.taobao);
    assertEquals(2, plain.size());
    assertEquals(plain, read(gzip(TWO), ReplayFormat.taobao));
  }

  @Test
  void line_ends_blank_lines_and_a_byte_order_mark_change_nothing() throws IOException {
    String windows = "\uFEFF1,2,3,pv,1511544070\r\n\r\n1,2,3,buy,1511544071";
    List<ReplayRecord> records = read(utf8(windows), ReplayFormat.taobao);
    assertEquals(
        read(utf8(TWO), ReplayFormat.taobao).stream().map(FileSourceTest::json).toList(),
        records.stream().map(FileSourceTest::json).toList());
    assertEquals(3, records.getLast().line());
  }

  @Test
  void a_line_that_is_not_utf8_or_too_long_is_refused_alone() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0xff, '\n'});
    byte[] longLine = new byte[LineReader.MAX_BYTES + 1];
    Arrays.fill(longLine, (byte) 'x');
    bytes.write(longLine);
    bytes.write(utf8("\n" + TWO));

    List<ReplayRecord> records = read(bytes.toByteArray(), ReplayFormat.taobao);

    assertEquals(
        List.of(
            new ReplayRecord.Unreadable(1, "the line is not UTF-8"),
            new ReplayRecord.Unreadable(2, "the line is longer than 1048576 bytes")),
        records.subList(0, 2));
    assertEquals(4, records.size());
  }

  @Test
  void compressed_data_that_ends_too_early_is_an_error_and_not_an_end() throws IOException {
    byte[] whole = gzip(TWO);
    byte[] torn = Arrays.copyOf(whole, whole.length - 9);
    var failure = assertThrows(IOException.class, () -> read(torn, ReplayFormat.taobao));
    assertTrue(failure.toString().contains("compressed"), failure.toString());
  }

  @Test
  void ndjson_goes_out_as_it_stands_and_what_is_no_object_stays() throws IOException {
    String event = "{\"personId\":\"p\", \"kind\":\"logged_in\"}";
    List<ReplayRecord> records = read(utf8(event + "\nnot json\n[1]\n"), ReplayFormat.ndjson);
    assertEquals(new ReplayRecord.Event(1, "p", event), records.getFirst());
    assertEquals(2, records.stream().filter(r -> r instanceof ReplayRecord.Unreadable).count());
  }

  @Test
  void csv_cells_become_typed_fields() throws IOException {
    String csv =
        """
        eventId,personId,kind,occurredAt,item.id,item.category,quantity,amount,currency,text,context.campaign
        e1,p1,item_purchased,2025-03-02T08:06:00Z,b2,beauty > lipstick,2,59.80,CNY,,
        e2,p1,item_reviewed,2025-03-02T08:07:00Z,b2,beauty>lipstick,,,,"好, ""very""
        good",spring
        """;
    assertEquals(
        List.of(
            "{\"eventId\":\"e1\",\"personId\":\"p1\",\"kind\":\"item_purchased\",\"occurredAt\":\"2025-03-02T08:06:00Z\","
                + "\"item\":{\"id\":\"b2\",\"category\":[\"beauty\",\"lipstick\"]},\"quantity\":2,\"amount\":\"59.80\",\"currency\":\"CNY\"}",
            "{\"eventId\":\"e2\",\"personId\":\"p1\",\"kind\":\"item_reviewed\",\"occurredAt\":\"2025-03-02T08:07:00Z\","
                + "\"item\":{\"id\":\"b2\",\"category\":[\"beauty\",\"lipstick\"]},\"text\":\"好, \\\"very\\\"\\ngood\","
                + "\"context\":{\"campaign\":\"spring\"}}"),
        read(utf8(csv), ReplayFormat.csv).stream().map(FileSourceTest::json).toList());
  }

  @Test
  void a_csv_row_without_an_event_id_gets_the_same_one_each_time_and_its_own() throws IOException {
    String csv = "personId,kind,occurredAt\np,logged_in,2025-03-02T08:06:00Z\n";
    String other = csv.replace("08:06", "08:07");
    assertEquals(read(utf8(csv), ReplayFormat.csv), read(utf8(csv), ReplayFormat.csv));
    assertTrue(json(read(utf8(csv), ReplayFormat.csv).getFirst()).contains("\"eventId\":\"csv:"));
    assertNotEquals(id(csv), id(other));
  }

  @Test
  void a_csv_row_with_a_wrong_cell_is_refused_alone() throws IOException {
    String csv =
        "personId,kind,occurredAt,quantity\np,a,b,two\np,a,b\np,item_carted,2025-03-02T08:06:00Z,2\n";
    List<ReplayRecord> records = read(utf8(csv), ReplayFormat.csv);
    assertEquals(
        List.of(
            new ReplayRecord.Unreadable(2, "quantity: no whole number: two"),
            new ReplayRecord.Unreadable(3, "4 cells wanted, found 3")),
        records.subList(0, 2));
    assertEquals(3, records.size());
  }

  @Test
  void an_unknown_or_missing_column_stops_before_anything_is_sent() {
    var unknown =
        assertThrows(
            IOException.class, () -> read(utf8("personId,kind,occuredAt\n"), ReplayFormat.csv));
    assertTrue(unknown.toString().contains("'occuredAt'"), unknown.toString());
    var missing =
        assertThrows(IOException.class, () -> read(utf8("personId,kind\n"), ReplayFormat.csv));
    assertTrue(missing.toString().contains("'occurredAt' is missing"), missing.toString());
  }

  private List<ReplayRecord> read(byte[] content, ReplayFormat format) throws IOException {
    Path file = Files.write(folder.resolve("file"), content);
    List<ReplayRecord> records = new ArrayList<>();
    try (FileSource source = FileSource.open(file, format)) {
      for (Optional<ReplayRecord> next = source.next(); next.isPresent(); next = source.next()) {
        records.add(next.get());
      }
      assertEquals(1, source.progress());
    }
    return records;
  }

  private static String json(ReplayRecord item) {
    return switch (item) {
      case ReplayRecord.Event event -> event.json();
      case ReplayRecord.Unreadable unreadable -> unreadable.reason();
    };
  }

  private String id(String csv) throws IOException {
    return new JsonMapper()
        .readTree(json(read(utf8(csv), ReplayFormat.csv).getFirst()))
        .path("eventId")
        .asText();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8(text));
    }
    return bytes.toByteArray();
  }
}
