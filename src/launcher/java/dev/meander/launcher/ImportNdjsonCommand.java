package dev.meander.launcher;

import dev.meander.launcher.importing.NdjsonEntries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./meander import ndjson}: JSON objects of any form, by a mapping. */
@Command(
    name = "ndjson",
    description = {
      "Makes an event, or several, of each JSON object in a file that has one a line, as a mapping says.",
      "",
      "Events that have the form of POST /v1/events already: ./meander replay FILE --format ndjson."
    },
    footer = {
      "",
      ImportTable.MAPPING,
      "",
      "  event:",
      "    eventId: 'review-{id}'",
      "    personId: '{author.id}'",
      "    kind: item_reviewed",
      "    occurredAt: {from: '{written}', time: millis}",
      "    item: {id: '{product.sku}', category: {from: '{product.path}', split: ' > '}}",
      "    rating: '{stars}'",
      "    text: '{title?} {body}'"
    })
final class ImportNdjsonCommand implements Callable<Integer> {

  @Mixin private ImportTable table = new ImportTable();

  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "FILE",
      description = "what the fields mean")
  private Path mapping = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    return ImportRun.run(
        table.sending(),
        table.files(),
        ImportTable.state(mapping),
        NdjsonEntries.format(ImportTable.mapping(mapping).importer()));
  }
}
