package dev.meander.launcher.importing;

import dev.meander.ingest.importing.Mapping;
import dev.meander.ingest.importing.MappingException;
import dev.meander.ingest.importing.MicroSessionImporter;
import dev.meander.ingest.importing.OnlineRetailImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Forms of files that the launcher knows by name; the names are those of the command line. Those of
 * one event a row are mappings among the resources beside this class, which say what is made of
 * their columns and why; the others are importers of their own.
 */
public enum NamedFormat {
  taobao,
  jd_micro,
  uci_online_retail,
  open_ecommerce,
  amazon_s3rec,
  reviews_en,
  reviews_zh;

  /** How files of this form are read, with a fresh importer. */
  public EntryReader.Format open() throws IOException {
    return switch (this) {
      case taobao, open_ecommerce, amazon_s3rec, reviews_en, reviews_zh -> mapped();
      case uci_online_retail -> {
        var table = new Mapping.Table(',', StandardCharsets.UTF_8, List.of());
        yield CsvEntries.format(table, new OnlineRetailImporter());
      }
      case jd_micro -> {
        var importer = new MicroSessionImporter();
        yield LineEntries.format((_, line) -> importer.read(line));
      }
    };
  }

  private EntryReader.Format mapped() throws IOException {
    String name = name() + ".yaml";
    try (InputStream in = NamedFormat.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from the launcher");
      }
      Mapping mapping = Mapping.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return CsvEntries.format(mapping.table(), mapping.importer());
    } catch (MappingException e) {
      throw new IOException(name + ", " + e.getMessage(), e);
    }
  }
}
