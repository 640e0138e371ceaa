package dev.meander.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander import}: brings in what a shop has already. */
@Command(
    name = "import",
    synopsisSubcommandLabel = "SOURCE",
    description = {
      "Makes behaviour events of what a shop has already, and sends them to a running service.",
      "",
      "An interrupted import goes on where it was when it is started again in the same way. Events have ids made of"
          + " the entry that they come from, so what is imported a second time is a duplicate and changes nothing."
          + " The last line of the output counts: accepted=N duplicate=N refused=N malformed=N. Refused events and"
          + " malformed entries are told on standard error and do not fail the command."
    },
    footer = {"", "'./meander import SOURCE --help' says more."},
    subcommands = {
      ImportAccessLogCommand.class,
      ImportCsvCommand.class,
      ImportNdjsonCommand.class,
      ImportPurchasesCommand.class
    })
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "what to import is missing");
  }
}
