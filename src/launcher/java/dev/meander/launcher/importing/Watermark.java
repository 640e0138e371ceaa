package dev.meander.launcher.importing;

/**
 * How far a query was read: all rows up to this one, in the order of watermark and key, are
 * answered for by the service.
 *
 * @param sql of the query: another one begins at its beginning
 * @param watermark as the database writes it
 * @param key as the database writes it
 */
record Watermark(String sql, String watermark, String key) {}
