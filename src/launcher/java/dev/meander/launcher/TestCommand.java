package dev.meander.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code ./meander test} for the help's sake: the script runs the tests itself, since they compile
 * the launcher too.
 */
@Command(
    name = "test",
    description = {
      "Runs every test and check against real servers, and ends with the status of the build.",
    })
final class TestCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new CommandFailure("run ./meander test");
  }
}
