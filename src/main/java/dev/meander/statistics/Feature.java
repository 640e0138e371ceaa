package dev.meander.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The features of a candidate category, in the order of a row. None names a category; each means
 * the same in any shop. What concerns the person alone is equal in all rows of a person. Places and
 * the highest of the candidates are among those but the current category; its own place is where it
 * would stand. Changing a meaning asks for another name, so that {@link FeatureSchema#id} tells old
 * models from new ones.
 */
public enum Feature {
  /** 1 where the person visited the category before. */
  OWN("inh"),
  /** Log(1 + runs since the latest visit). */
  RECENCY("la"),
  /** Log(1 + place among the person's other categories, latest first). */
  PLACE("rk"),
  /** That place as a part of all places. */
  PLACE_SHARE("rkrel"),
  /** Log(1 + visits). */
  VISITS("lcnt"),
  /** Share of the person's runs. */
  VISIT_SHARE("cshare"),
  /** That share, smoothed, against the shop's, in nats. */
  OWN_LIFT("ownlift"),
  /** Log of the share of weight that fades over 3 runs. */
  DECAYED_3("d3"),
  /** The same over 10 runs. */
  DECAYED_10("d10"),
  /** The same over 40 runs. */
  DECAYED_40("d40"),
  /** Log(1 + place by the weight that fades over 10 runs). */
  DECAYED_PLACE("d10rank"),
  /** Log(1 + time since the latest visit in the person's usual gaps). */
  REST("dtmg"),
  /** Share of the shop's rests that were shorter. */
  REST_QUANTILE("dtq"),
  /** Log(1 + visits in this session). */
  SESSION_VISITS("insess"),
  /** Log of the share of the person's events. */
  EVENT_SHARE("evshare"),
  /** Log of events of a visit against the person's mean. */
  RUN_LENGTH("runlen"),
  /** Log of intents against what the shop's people show. */
  INTENTS("intent"),
  /** Log of purchases against what the shop's people buy. */
  BUYS("buy"),
  /** Whether the latest visit showed an intent, less the usual. */
  LAST_INTENT("lastI"),
  /** Whether the latest visit bought, less the usual. */
  LAST_BUY("lastB"),
  /** Share of the time spent. */
  DURATION_SHARE("durshare"),
  /** Share of its events with an item new to the person. */
  NEW_ITEM_SHARE("itemrep"),
  /** How often it followed the current category, of the current one's visits. */
  SUCCESSION_SHARE("succsh"),
  /** Log(1 + how often it followed the current category). */
  SUCCESSIONS("lsucc"),
  /** Log(1 + how often it followed the current two categories). */
  SUCCESSIONS_OF_TWO("succ2"),
  /** Log of the time since the latest visit against the mean time between visits, -4 to 4. */
  PERIOD("period"),
  /** Share of the person's sessions. */
  SESSION_SHARE("sessshare"),
  /** Log P(category | current one), over the shop. */
  MOVE_1("lp1"),
  /** Log P(category | current two). */
  MOVE_2("lp2"),
  /** Log P(category | current four, as far as seen). */
  MOVE_4("lp4"),
  /** MOVE_1 against the shop's share, in nats. */
  MOVE_1_LIFT("lift1"),
  /** MOVE_4 against the shop's share, in nats. */
  MOVE_4_LIFT("lift4"),
  /** Log(1 + place by MOVE_4 among the candidates). */
  MOVE_4_PLACE("p4rank"),
  /** MOVE_4 less the highest of the candidates. */
  MOVE_4_RELATIVE("p4rel"),
  /** Log of the score by sessions like the person's latest, of the highest. */
  NEIGHBOURS("sk"),
  /** Log(1 + place by that score). */
  NEIGHBOURS_PLACE("skrank"),
  /** Log of likeness to the latest 20 runs by sessions, of the highest. */
  TOGETHER_SESSION("cosS"),
  /** Log(1 + place by that likeness). */
  TOGETHER_SESSION_PLACE("cosSrank"),
  /** Log of moves within five runs from the latest five. */
  FORWARD("wf"),
  /** The same against the shop's share, in nats. */
  FORWARD_LIFT("wflift"),
  /** Log of likeness to the latest 20 runs by people, of the highest. */
  TOGETHER_PEOPLE("cosU"),
  /** Log P(category | current one, and new to the person), over the shop. */
  NOVEL_MOVE("pnov"),
  /** Log of the share of first visits against that of all visits. */
  NOVEL_SHARE("novprop"),
  /** Log of the shop's share against an even one. */
  POPULARITY("lpop"),
  /** Log(1 + place by popularity). */
  POPULARITY_PLACE("poprank"),
  /** Log of the share of recent moves against that of all. */
  TREND("trend"),
  /** Log of how often a visit is a return against the shop's average. */
  RETURNING("ret"),
  /** Log of forward moves from it to the current category against that one's share. */
  BACK_LIFT("revlift"),
  /** Log of the share of people who ever visited it. */
  REACH("pen"),
  /** Log of the hazard: of coming back, or of something new times NOVEL_MOVE. */
  HAZARD("hz"),
  /** Log of its share in this season against that of all. */
  SEASON_LIFT("callift"),
  /** Log of its share two runs after the run before against that of all. */
  SKIP_LIFT("skip2"),
  /** Log(1 + place by HAZARD among the candidates). */
  HAZARD_PLACE("hzrank"),
  /** Log(1 + place by weight that fades over 10 runs plus popularity). */
  BLEND_PLACE("d10crank"),
  /** Log(1 + runs before the current one). */
  RUNS("k"),
  /** Log of the person's distinct categories. */
  DISTINCT("nd"),
  /** Distinct categories per run. */
  DISTINCT_SHARE("ndk"),
  /** Share of the most visited category. */
  TOP_1("top1"),
  /** Share of the three most visited. */
  TOP_3("top3"),
  /** Share of first visits in the latest ten runs, smoothed. */
  NOVEL_RECENT("novrec"),
  /** Share of first visits in all runs, smoothed. */
  NOVEL_ALL("novall"),
  /** Log(1 + runs of this session). */
  SESSION_RUNS("sessruns"),
  /** Log of the current run's events against the mean. */
  CURRENT_LENGTH("curlen"),
  /** Log of the pause before the current run against the usual. */
  CURRENT_GAP("curgap"),
  /** Entropy of MOVE_1, of the even distribution's. */
  MOVE_ENTROPY("entp1"),
  /** Log(1 + moves from the current category ever seen). */
  MOVE_SUPPORT("support"),
  /** Share of the current category. */
  CURRENT_SHARE("curshare"),
  /** P(the next move is to what is new | runs so far), over the shop. */
  SHOP_NOVELTY("shopnov"),
  /** Whether the current run showed an intent, less the usual. */
  CURRENT_INTENT("curI"),
  /** Whether the current run bought, less the usual. */
  CURRENT_BUY("curB"),
  /** Whether the current category is visited for the first time. */
  CURRENT_NEW("curnew"),
  /** Likeness to the current category by sessions. */
  CURRENT_TOGETHER_SESSION("ccos"),
  /** Likeness to the current category by people. */
  CURRENT_TOGETHER_PEOPLE("cucos"),
  /** Log of its share against the current category's. */
  POPULARITY_RATIO("popratio"),
  /** Log of how often the person moves this far back, against the shop. */
  OWN_HAZARD("ownhz"),
  /** Log of how often the person moves this far back. */
  OWN_HAZARD_SHARE("ownhzabs"),
  /** Log(2 + how far back the latest move was); first runs -1. */
  LAST_MOVE("lastmtf"),
  /** Mean of the same over the latest three moves. */
  LAST_THREE_MOVES("mtf3"),
  /** Share of what was new of the latest ten moves. */
  MOVES_NOVEL("mtfnov"),
  /** Log of the events of the latest visit. */
  LAST_LENGTH("runinlast"),
  /** Log(1 + how often it came two runs after the current category). */
  SUCCESSIONS_AT_TWO("succd2"),
  /** Whether this session began with it. */
  SESSION_FIRST("firstinsess"),
  /** Log of the hazard, by how far back the latest move was. */
  HAZARD_BY_MOVE("hz2"),
  /** HAZARD_BY_MOVE plus OWN_HAZARD. */
  HAZARD_OWN("hz2own"),
  /** 1 for the category of the current run: the next run's cannot be it, a later one's can. */
  CURRENT("iscur"),

  // What follows is of FeatureSchema.NAMES alone.

  /** How like its name is to the current category's, 0 to 1: 0 unless it is among the likest. */
  NAME_CURRENT("ncur"),
  /** The mean of the same to the person's other categories, by weight that fades over 10 runs. */
  NAME_HISTORY("nhist"),
  /** The highest of the same. */
  NAME_NEAREST("nmax"),
  /**
   * Log of TOGETHER_PEOPLE's likeness, before its logarithm, of the likest names, of the highest.
   */
  NAME_PEOPLE("nppl");

  private final String column;

  Feature(String column) {
    this.column = column;
  }

  /** Its place in a row, from 0. */
  @SuppressWarnings("EnumOrdinal") // the order of the list is the order of the row
  public int place() {
    return ordinal();
  }

  /** Its name in training sets and manifests. */
  public String column() {
    return column;
  }

  /** The feature of that name. */
  public static Optional<Feature> of(String column) {
    return Arrays.stream(values()).filter(each -> each.column.equals(column)).findFirst();
  }
}
