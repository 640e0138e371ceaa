package dev.meander.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * What an entry that is put aside says once it is opened.
 *
 * @param bytes the event as it stands there, not sealed; none where it cannot be opened
 * @param detail what is wrong with it, for people to read
 * @param personId null where that cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ParkedContent(byte[] bytes, String detail, @Nullable String personId) {}
