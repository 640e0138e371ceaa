package dev.meander.launcher;

import dev.meander.ingest.importing.Mapping;
import dev.meander.launcher.importing.CsvEntries;
import dev.meander.launcher.importing.NamedFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander import csv}: any table, by a mapping or by the name of a known form. */
@Command(
    name = "csv",
    description = {
      "Makes an event, or several, of each row of a CSV file, as a mapping says.",
    },
    footer = {
      "",
      ImportTable.MAPPING,
      "",
      "  zone: Europe/Paris",
      "  skip:",
      "    - {when: '{status}', is: [test, ''], because: no real order}",
      "  event:",
      "    eventId: 'order-{order}-{line}'",
      "    personId: '{customer}'",
      "    kind: {from: '{status}', values: {paid: item_purchased, sent back: item_returned}}",
      "    occurredAt: {from: '{ordered}', time: 'dd.MM.yyyy HH:mm'}",
      "    item: {id: '{sku}', category: ['{department}', '{class?}'], name: '{title}'}",
      "    quantity: '{pieces}'",
      "    amount: {product: ['{pieces}', '{price}']}",
      "    currency: EUR"
    })
final class ImportCsvCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ImportTable table = new ImportTable();

  @Option(names = "--mapping", paramLabel = "FILE", description = "what the columns mean")
  private @Nullable Path mapping;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "in place of a mapping, a form that is known by name: ${COMPLETION-CANDIDATES}")
  private @Nullable NamedFormat format;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (mapping != null && format == null) {
      Mapping read = ImportTable.mapping(mapping);
      return ImportRun.run(
          table.sending(),
          table.files(),
          ImportTable.state(mapping),
          CsvEntries.format(read.table(), read.importer()));
    }
    if (mapping == null && format != null) {
      return ImportRun.run(table.sending(), table.files(), format.name(), format.open());
    }
    throw new ParameterException(
        spec.commandLine(), "either --mapping or --format says what the columns mean");
  }
}
