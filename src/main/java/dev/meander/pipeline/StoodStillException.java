package dev.meander.pipeline;

/**
 * A version of the projection stood still while somebody was erased of whom it had folded a part,
 * and comes to the rest only now, when nobody reads it any more: their sales could never be
 * counted. Trying again changes nothing; another version that is made does not lack them.
 */
final class StoodStillException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoodStillException(int projection) {
    super(
        "Projection "
            + projection
            + " stood still while somebody was erased, and lacks a part of what they bought: drop"
            + " it and make another.");
  }
}
