package dev.meander.launcher.durability;

import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.PersonId;
import dev.meander.launcher.replay.FileSource;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.sample.WireForm;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files of events to replay. */
public final class FileLines {

  private static final int MERGED = 40;
  private static final int PARTED = 3;

  private FileLines() {}

  /** How many records a file holds. */
  static long count(Path file, ReplayFormat format) throws IOException {
    try (FileSource source = FileSource.open(file, format)) {
      long records = 0;
      while (source.next().isPresent()) {
        records++;
      }
      return records;
    }
  }

  /** Writes the first events of a made-up shop as NDJSON. */
  public static Path sample(Path file, SampleSettings shop, int events) throws IOException {
    var stream = new SampleStream(shop);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < events && stream.hasNext(); i++) {
        out.write(WireForm.line(stream.next()));
        out.write('\n');
      }
    }
    return file;
  }

  /**
   * The same of people some of whom are found to be one, and some of these part again: behind one
   * event in forty stands what says so.
   */
  public static Path merging(Path file, SampleSettings shop, int events) throws IOException {
    var stream = new SampleStream(shop);
    PersonId member = null;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 1; i <= events && stream.hasNext(); i++) {
        EventEnvelope event = stream.next();
        out.write(WireForm.line(event));
        out.write('\n');
        if (i % MERGED == 0 && member != null && !member.equals(event.personId())) {
          boolean merged = i % (PARTED * MERGED) != 0;
          out.write(WireForm.line(naming(event, new PersonMerged(member, merged), i)));
          out.write('\n');
        }
        member = i % MERGED == MERGED / 2 ? event.personId() : member;
      }
    }
    return file;
  }

  private static EventEnvelope naming(EventEnvelope by, PersonMerged what, int number) {
    return new EventEnvelope(
        by.tenant(),
        new EventId("naming-" + number),
        by.personId(),
        by.occurredAt(),
        null,
        null,
        Map.of(),
        what);
  }
}
