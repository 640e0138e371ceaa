package dev.meander.projection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of {@code interest_profile}; read only, batches write it. */
@Entity
@Table(name = "interest_profile")
@IdClass(InterestProfileRow.Key.class)
class InterestProfileRow {

  /** The primary key. */
  record Key(int projection, String tenant, String personId) {}

  @Id int projection;

  @Id String tenant;

  @Id
  @Column(name = "person_id")
  String personId;

  @Column(name = "newest_day")
  LocalDate newestDay;

  int partition;

  @Column(name = "ledger_id")
  long ledgerId;

  @Column(name = "entry_id")
  long entryId;

  @Column(name = "batch_index")
  int batchIndex;

  @Column(name = "appended_at")
  Instant appendedAt;

  byte[] head;

  @Column(name = "consent_granted")
  boolean consentGranted;

  @Column(name = "consent_since")
  @Nullable Instant consentSince;
}
