/**
 * A made-up shop: an endless, seeded, reproducible stream of what its people do, in the wire form
 * that {@code POST /v1/events} takes. It stands in for a real shop's log in a first start, in load
 * tests and in the training of the model that ships, so it follows a process that can be learned
 * and checked.
 *
 * <p><b>Shop.</b> 276 leaf categories in 71 groups of 16 departments ({@code shop.json}), named in
 * English and Chinese; most departments name their categories in English, three in Chinese, as
 * mixed catalogues do. Each leaf has some dozens of items with a name in either language, a price
 * and a hidden quality; both leaves and items are drawn with a long tail.
 *
 * <p><b>Interest of a person.</b> A set of interests, each in one leaf, that rise over days, hold
 * and fade by a half-life of their own. In a session the person stays in a category or moves. Two
 * thirds of the moves return to a category seen before, drawn by intensity now, recency and
 * nearness in the tree; the others are new: the stage of a life event under way (pregnancy, then a
 * newborn, then toys ...), a complement ({@code phone -> case}), a sibling, a cousin in the
 * department, or what is in season and popular. What is new is mostly a passing look; about a third
 * becomes an interest. Consumables come back at an interval of their own.
 *
 * <p><b>Shop-wide rhythm.</b> Hours, weekdays, months by season, holidays and promotions (Lunar New
 * Year, 8 March, 18 June, 11 November, Black Friday, Christmas), and a slow wave of popularity per
 * category.
 *
 * <p><b>Behaviour.</b> Sessions of a login, exposures and clicks, searches, views with dwell,
 * favourites, carts and uncarts, purchases with quantity and price, hides; days later, returns and
 * reviews whose text agrees with the rating. About one visitor in two hundred is a bot: quick,
 * uniform over everything, around the clock.
 *
 * <p><b>Determinism.</b> The stream is a function of seed, start day and person index alone:
 * integer mixing and {@link java.lang.StrictMath}, no clock, no hash order. More people or more
 * days extend it and change nothing that was there. Events are ordered by time; equal times by
 * person. Memory grows with people (some kilobytes each), never with days.
 *
 * <p>Depends on {@code event}, Jackson and picocli.
 */
@NullMarked
package dev.meander.launcher.sample;

import org.jspecify.annotations.NullMarked;
