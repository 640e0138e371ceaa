package dev.meander.launcher.sample;

/** What all people share: categories, items, popularity and texts. Not thread-safe. */
record Shop(CategoryTree tree, Catalogue catalogue, Popularity popularity, Texts texts) {

  static Shop of(long seed) {
    CategoryTree tree = new CategoryTree(ShopFile.read());
    Texts texts = Texts.read();
    return new Shop(tree, new Catalogue(tree, texts, seed), new Popularity(tree, seed), texts);
  }
}
