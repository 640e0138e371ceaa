package dev.meander.projection;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code category_count}; read only, batches write it. */
@Entity
@Table(name = "category_count")
@IdClass(CategoryCountRow.Key.class)
class CategoryCountRow {

  /** The primary key. */
  record Key(int projection, String tenant, int partition, String category) {}

  @Id int projection;

  @Id String tenant;

  @Id int partition;

  @Id String category;

  long events;
}
