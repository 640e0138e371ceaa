package dev.meander.launcher.chaos;

import dev.meander.event.EventEnvelope;

/**
 * An event and its place in the stream.
 *
 * @param number from 0
 */
record NumberedEvent(int number, EventEnvelope event) {

  String person() {
    return event.personId().value();
  }
}
