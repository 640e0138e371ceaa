package dev.meander.platform;

/**
 * One fault in what a client sent.
 *
 * @param pointer JSON pointer (RFC 6901) to the field, or {@code ?name} for a query parameter
 * @param detail what is wrong, with the offending value
 */
public record FieldError(String pointer, String detail) {}
