package dev.meander.launcher;

import java.io.IOException;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which service is asked: the one on a data folder, unless an address is given. */
final class ServiceOption {

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "",
      description = "the service (default: the one that runs on the data folder)")
  private String url = "";

  /**
   * @throws CommandFailure where none runs
   */
  URI address() throws IOException {
    String address =
        url.isEmpty()
            ? InstanceFolder.facts(data.folder()).map(facts -> facts.get("url")).orElse("")
            : url;
    if (address.isEmpty()) {
      throw new CommandFailure("no instance runs on " + data.folder() + "; --url names another");
    }
    return URI.create(address);
  }
}
