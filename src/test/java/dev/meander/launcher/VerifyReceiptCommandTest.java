package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a receipt as a service gave it out; what other code reads, it must read for ever. */
class VerifyReceiptCommandTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("meander.basedir", ""), "src/test/resources/golden/erasure");
  private static final Path RECEIPT = GOLDEN.resolve("receipt.json");
  private static final Path KEYS = GOLDEN.resolve("keys.json");

  @TempDir private Path folder = Path.of("");

  private final StringWriter err = new StringWriter();

  private int verify(Path receipt, String... more) {
    String[] line = new String[4 + more.length];
    line[0] = "verify-receipt";
    line[1] = receipt.toString();
    line[2] = "--key";
    line[3] = KEYS.toString();
    System.arraycopy(more, 0, line, 4, more.length);
    return Launcher.commandLine().setErr(new PrintWriter(err, true)).execute(line);
  }

  @Test
  void a_genuine_receipt_is_valid_however_it_was_laid_out() throws IOException {
    assertEquals(0, verify(RECEIPT), err.toString());
    Path spaced = folder.resolve("spaced.json");
    Files.writeString(spaced, Files.readString(RECEIPT).replace(",\"", " ,\n  \""));
    assertEquals(0, verify(spaced), err.toString());
  }

  @Test
  void a_changed_one_is_not() throws IOException {
    Path changed = folder.resolve("changed.json");
    Files.writeString(
        changed,
        Files.readString(RECEIPT)
            .replace("\"entriesLeftReadable\":0", "\"entriesLeftReadable\":1"));
    assertEquals(1, verify(changed));
    assertTrue(err.toString().contains("signature"), err.toString());
  }

  @Test
  void it_tells_whose_it_is_to_who_has_the_nonce() {
    String nonce = "0123456789abcdef0123456789abcdef";
    assertEquals(0, verify(RECEIPT, "--person", "ada", "--nonce", nonce), err.toString());
    assertEquals(1, verify(RECEIPT, "--person", "bob", "--nonce", nonce));
    assertEquals(2, verify(RECEIPT, "--person", "ada"));
  }

  @Test
  void what_is_no_receipt_is_an_error_in_one_line() throws IOException {
    Path other = folder.resolve("other.json");
    Files.writeString(other, "{}");
    assertEquals(1, verify(other));
    assertEquals(1, verify(folder.resolve("missing")));
  }
}
