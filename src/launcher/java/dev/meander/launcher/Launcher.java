package dev.meander.launcher;

import dev.meander.launcher.bench.BenchCommand;
import dev.meander.launcher.bench.BenchException;
import dev.meander.launcher.embedded.EmbeddedServerException;
import dev.meander.launcher.replay.ReplayException;
import dev.meander.launcher.sample.SampleCommand;
import dev.meander.launcher.service.ServiceException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code ./meander}: finds the command and runs it. Exit status 0 when all went well, 1 when it did
 * not, 2 when the command line is wrong.
 */
@Command(
    name = "meander",
    synopsisSubcommandLabel = "COMMAND",
    description = "Where each shopper's interest is moving, and how it grows or fades.",
    footer = {
      "",
      "'./meander COMMAND --help' says more. A first look: ./meander run",
    })
final class Launcher {

  /** The commands in the order of the help; a new one is added here and nowhere else. */
  static List<Object> commands() {
    return List.of(
        new RunCommand(),
        new ReplayCommand(),
        new ImportCommand(),
        new SampleCommand(),
        new TestCommand(),
        new BenchCommand(Home.ofScript().folder()),
        new DoctorCommand(),
        new ChecksumCommand(),
        new ParkedCommand(),
        new RebuildCommand(),
        new ChaosCommand(),
        new FullDiskCommand(),
        new SoakCommand(),
        new EvaluateCommand(),
        new ExportCommand(),
        new TrainCommand(Home.ofScript()),
        new FineTuneCommand(Home.ofScript()),
        new ScoreboardCommand(Home.ofScript()),
        new RegisterCommand(),
        new KillLoopCommand(),
        new KillReplayCommand(),
        new KillOwnerCommand(),
        new TwoShopsCommand(),
        new RotateMasterKeyCommand(),
        new VerifyReceiptCommand(),
        new ProveErasureCommand(),
        new TokenCommand(),
        new ApiKeyCommand());
  }

  private Launcher() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    var line = new CommandLine(CommandSpec.forAnnotatedObject(new Launcher()));
    line.getCommandSpec().addOption(help());
    for (Object command : commands()) {
      line.addSubcommand(withHelp(CommandSpec.forAnnotatedObject(command)));
    }
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setUsageHelpAutoWidth(true);
    line.setExecutionStrategy(Launcher::execute);
    line.setParameterExceptionHandler(Launcher::wrongUsage);
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          failed.getErr().println("meander: " + describe(failure));
          return CommandLine.ExitCode.SOFTWARE;
        });
    return line;
  }

  private static CommandLine withHelp(CommandSpec spec) {
    spec.subcommands().values().forEach(sub -> sub.getCommandSpec().addOption(help()));
    return new CommandLine(spec.addOption(help()));
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("show this and exit")
        .build();
  }

  private static int execute(CommandLine.ParseResult parsed) {
    if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
      throw new ParameterException(parsed.commandSpec().commandLine(), "a command is missing");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    var err = wrong.getCommandLine().getErr();
    // What is missing is told before what is too much: an unknown flag is the likelier mistake.
    List<String> unknown = wrong.getCommandLine().getUnmatchedArguments();
    err.println(
        "meander: "
            + (unknown.isEmpty() ? wrong.getMessage() : "unknown: " + String.join(" ", unknown)));
    String name = wrong.getCommandLine().getCommandSpec().qualifiedName(" ");
    err.println("'./" + name + " --help' shows what is possible");
    return CommandLine.ExitCode.USAGE;
  }

  /** The message where it was written for a person, the whole failure where it is a bug. */
  private static String describe(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case CommandFailure _,
          EmbeddedServerException _,
          ServiceException _,
          ReplayException _,
          BenchException _ ->
          message;
      case FileSystemException file -> file.getClass().getSimpleName() + ": " + message;
      case IOException _ -> message;
      case InterruptedException _ -> "interrupted";
      default -> stackTrace(failure);
    };
  }

  private static String stackTrace(Exception failure) {
    var text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
