package dev.meander.launcher;

import dev.meander.event.PersonId;
import dev.meander.log.privacy.Commitment;
import dev.meander.log.privacy.SignedReceipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./meander verify-receipt}: whether a receipt of an erasure is genuine. */
@Command(
    name = "verify-receipt",
    description = {
      "Checks the signature of an erasure's receipt, and whose it is where the nonce is known.",
      "",
      "The file holds the answer of GET /v1/erasures/ID. The keys are those of GET /v1/erasures/keys. The last line:"
          + " valid=true erasure=ID; exit status 1 when it is not genuine."
    })
final class VerifyReceiptCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "the receipt")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE|URL",
      required = true,
      description = "the published keys: a file, or http://HOST/v1/erasures/keys")
  private String key = "";

  @Option(names = "--person", paramLabel = "ID", description = "whose it should be")
  private String person = "";

  @Option(
      names = "--nonce",
      paramLabel = "HEX",
      description = "what the answer to the request told; needed with --person")
  private String nonce = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (person.isEmpty() != nonce.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--person and --nonce go together");
    }
    SignedReceipt receipt = receipt();
    if (!receipt.verifies(SignedReceipt.keyOf(keys(), receipt.keyId()))) {
      throw new CommandFailure("the signature is not that of key " + receipt.keyId());
    }
    if (!person.isEmpty()
        && !Commitment.hash(nonce, new PersonId(person)).equals(receipt.claims().get("person"))) {
      throw new CommandFailure("the receipt is genuine, and not that of this person");
    }
    receipt.claims().forEach((name, value) -> System.out.println("  " + name + ": " + value));
    System.out.println("valid=true erasure=" + receipt.claims().get("erasure"));
    return 0;
  }

  private SignedReceipt receipt() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("no such file: " + file);
    }
    try {
      return SignedReceipt.parse(Files.readAllBytes(file));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new CommandFailure(file + " holds no receipt: " + e.getMessage(), e);
    }
  }

  private byte[] keys() throws IOException, InterruptedException {
    if (!key.startsWith("http://") && !key.startsWith("https://")) {
      return Files.readAllBytes(Path.of(key));
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(key)).timeout(PATIENCE).build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new CommandFailure(key + " answers " + answer.statusCode());
      }
      return answer.body();
    }
  }
}
