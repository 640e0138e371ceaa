package dev.meander.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseImportTest {

  private static final String EVENT =
      "event: {personId: '{who}', kind: logged_in, occurredAt: '{at}'}";

  @Test
  void queries_are_run_in_the_files_order_with_a_mapping_each() throws MappingException {
    DatabaseImport plan =
        DatabaseImport.parse(
            """
            page: 50
            queries:
              sold:
                sql: |
                  SELECT * FROM sold;
                watermark: updated
                key: id
                overlap: 10 minutes
                %s
              back: {sql: SELECT 1, watermark: n, key: n, overlap: 100, %s}
            """
                .formatted(EVENT, EVENT));
    assertEquals(50, plan.page());
    DatabaseImport.Query sold = plan.queries().getFirst();
    assertEquals("sold", sold.name());
    assertEquals("SELECT * FROM sold", sold.sql());
    assertEquals("updated", sold.watermark());
    assertEquals("id", sold.key());
    assertEquals("10 minutes", sold.overlap());
    assertEquals(Set.of("who", "at"), sold.mapping().columns());
    assertEquals("100", plan.queries().getLast().overlap());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page: 1 | line 1: the file lacks 'queries'",
        "page: 0\\nqueries: {} | line 1: 'page' is 1 to 10000, not 0",
        "queries: {} | line 1: queries wants fields",
        "queries:\\n  sold: {sql: x} | line 2: queries.sold lacks 'watermark'",
        "queries:\\n  a: {sql: x, watermark: w, key: k, event: x} | line 2: queries.a lacks 'overlap'",
        "queries:\\n  a: {sql: x, watermark: w, key: k, overlap: 1, where: x} | line 2: queries.a lacks 'event'",
      })
  void a_file_that_can_not_be_used_names_the_line(String text, String message) {
    var wrong =
        assertThrows(MappingException.class, () -> DatabaseImport.parse(text.replace("\\n", "\n")));
    assertTrue(String.valueOf(wrong.getMessage()).startsWith(message), wrong.getMessage());
  }
}
