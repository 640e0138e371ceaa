package dev.meander.pipeline;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ProfileAt;
import dev.meander.projection.ProfileSchema;
import dev.meander.projection.PublishedProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.SchemaSerializationException;
import org.jboss.logging.Logger;

/** Messages of the topic of profiles to the newest profile of each person. */
@ApplicationScoped
class ScoringDecoder {

  private static final Logger LOG = Logger.getLogger(ScoringDecoder.class);

  private record Person(TenantId tenant, PersonId personId) {}

  private final ProfileSchema schema = new ProfileSchema();
  private final ScoringMeters meters;

  @Inject
  ScoringDecoder(ScoringMeters meters) {
    this.meters = meters;
  }

  /**
   * What cannot be read is counted and passed over: the read model holds the profile, and its next
   * change publishes it again. A message without a value says that a person was erased. Takes a
   * while: not for an event loop.
   */
  List<ProfileAt> newest(Iterable<Message<byte[]>> messages) {
    Map<Person, PublishedProfile> newest = new LinkedHashMap<>();
    for (Message<byte[]> message : messages) {
      if (message.size() == 0) {
        continue;
      }
      try {
        PublishedProfile profile = schema.decode(message.getData());
        newest.merge(
            new Person(profile.tenant(), profile.personId()),
            profile,
            (one, other) -> one.position().compareTo(other.position()) > 0 ? one : other);
      } catch (SchemaSerializationException e) {
        unreadable(message, e);
      }
    }
    List<ProfileAt> profiles = new ArrayList<>(newest.size());
    for (PublishedProfile profile : newest.values()) {
      try {
        profiles.add(profile.read());
      } catch (IllegalArgumentException | IllegalStateException e) {
        meters.unreadable();
        LOG.errorf(e, "the profile of position %s is unreadable", profile.position().encode());
      }
    }
    return profiles;
  }

  private void unreadable(Message<byte[]> message, SchemaSerializationException e) {
    meters.unreadable();
    LOG.errorf(e, "message %s holds no profile", message.getMessageId());
  }
}
