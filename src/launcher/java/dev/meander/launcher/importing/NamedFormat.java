package dev.meander.launcher.importing;

import dev.meander.ingest.importing.Mapping;
import dev.meander.ingest.importing.MappingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Forms of files that the launcher knows by name; the names are those of the command line. Each is
 * a mapping among the resources beside this class, which says what is made of its columns and why.
 */
public enum NamedFormat {
  taobao,
  open_ecommerce,
  amazon_s3rec,
  reviews_en,
  reviews_zh;

  /** How files of this form are read, with a fresh importer. */
  public EntryReader.Format open() throws IOException {
    Mapping mapping = mapping();
    return CsvEntries.format(mapping.table(), mapping.importer());
  }

  private Mapping mapping() throws IOException {
    String name = name() + ".yaml";
    try (InputStream in = NamedFormat.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from the launcher");
      }
      return Mapping.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (MappingException e) {
      throw new IOException(name + ", " + e.getMessage(), e);
    }
  }
}
