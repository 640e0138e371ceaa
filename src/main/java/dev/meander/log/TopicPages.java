package dev.meander.log;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Reader;

/** What a reader finds up to the present end of its topic, by the page. Never blocks. */
public final class TopicPages {

  private TopicPages() {}

  /**
   * Full pages, and one that is not at the end; asked for one at a time. Fails when the broker does
   * not answer. The reader stays open.
   *
   * @param size messages a page
   */
  public static Multi<List<Message<byte[]>>> of(Reader<byte[]> reader, int size) {
    return Multi.createBy()
        .repeating()
        .uni(() -> page(reader, size))
        .whilst(page -> !page.isEmpty())
        .filter(page -> !page.isEmpty());
  }

  private static Uni<List<Message<byte[]>>> page(Reader<byte[]> reader, int size) {
    return Multi.createBy()
        .repeating()
        .uni(() -> next(reader))
        .whilst(Optional::isPresent)
        .select()
        .first(size)
        .filter(Optional::isPresent)
        .map(Optional::orElseThrow)
        .collect()
        .asList();
  }

  private static Uni<Optional<Message<byte[]>>> next(Reader<byte[]> reader) {
    return Uni.createFrom()
        .completionStage(reader::hasMessageAvailableAsync)
        .chain(
            more ->
                more
                    ? Uni.createFrom().completionStage(reader::readNextAsync).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty()));
  }
}
