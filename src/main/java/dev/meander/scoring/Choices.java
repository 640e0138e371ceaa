package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import org.jspecify.annotations.Nullable;

/** The categories that a person may go to next, by a number each. */
interface Choices {
  int size();

  CategoryPath category(int choice);

  /** Whether the person has been there. */
  boolean own(int choice);

  /** What the person's recent events say about it; null where they say nothing. */
  @Nullable Visits visits(int choice);

  /** -1 where the category is no choice. */
  int indexOf(CategoryPath category);

  /** The category of the newest run; -1 where there is none. */
  int current();
}
