package dev.meander.launcher.sample;

import dev.meander.event.EventEnvelope;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ObjLongConsumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A sample stream as a file of NDJSON, gzipped where its name ends in {@code .gz}. */
final class SampleFile {

  private static final int TELL_EVERY = 10_000;

  private SampleFile() {}

  /**
   * Writes the stream to its end, replacing the file.
   *
   * @param progress told now and then: the event written last and how many that makes
   * @return how many events were written
   * @throws IOException when the file can't be written; what is there then is incomplete
   */
  static long write(SampleStream events, Path file, ObjLongConsumer<EventEnvelope> progress)
      throws IOException {
    long count = 0;
    try (Writer out = open(file)) {
      while (events.hasNext()) {
        EventEnvelope event = events.next();
        WireForm.write(event, out);
        out.write('\n');
        count++;
        if (count % TELL_EVERY == 0) {
          progress.accept(event, count);
        }
      }
    }
    return count;
  }

  private static Writer open(Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    try {
      boolean zipped = file.getFileName().toString().endsWith(".gz");
      OutputStream body = zipped ? new QuickGzip(bytes) : bytes;
      return new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8), 1 << 16);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** Gzip at its fastest level: the default one takes longer than making the events. */
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
