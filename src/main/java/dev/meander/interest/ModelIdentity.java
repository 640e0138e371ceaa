package dev.meander.interest;

/** The model that made an answer, as its manifest names it. */
public record ModelIdentity(String name, String version) {}
