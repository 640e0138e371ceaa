package dev.meander.projection;

/**
 * Somebody whose entries are put aside.
 *
 * @param kept how many entries the read model keeps
 * @param left how many more there are in the log alone, all of them behind those kept
 */
record ParkedPerson(int kept, long left) {}
