package dev.meander.launcher.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names, queries and reviews in English and Chinese, put together from {@code texts.json}. */
final class Texts {

  /** Phrases by language. */
  record Phrases(List<String> en, List<String> zh) {
    List<String> in(Language language) {
      return switch (language) {
        case ENGLISH -> en;
        case CHINESE -> zh;
      };
    }
  }

  record Openings(Phrases good, Phrases fair, Phrases poor) {}

  record Aspect(Phrases good, Phrases poor) {}

  record Reviews(Openings openings, Map<String, Aspect> aspects) {}

  record File(Phrases brands, Phrases styles, Phrases queries, Reviews reviews) {}

  private final File file;

  Texts(File file) {
    this.file = file;
  }

  static Texts read() {
    return new Texts(ShopFile.readResource("texts.json", File.class));
  }

  String itemName(Leaf leaf, Dice dice) {
    Language language = dice.chance(0.6) ? Language.CHINESE : Language.ENGLISH;
    String brand = dice.pick(file.brands().in(language));
    String style = dice.pick(file.styles().in(language));
    return switch (language) {
      case ENGLISH -> brand + " " + style + " " + leaf.en();
      case CHINESE -> brand + leaf.zh() + " " + style;
    };
  }

  String query(Leaf leaf, Language language, Dice dice) {
    // Plain names are most of what people type.
    List<String> forms = file.queries().in(language);
    String form = dice.chance(0.5) ? forms.getFirst() : dice.pick(forms);
    return form.replace("%s", leaf.in(language));
  }

  /**
   * A review that agrees with its rating.
   *
   * @param rating 1 to 5
   */
  String review(Leaf leaf, int rating, Language language, Dice dice) {
    Aspect aspect = aspect(leaf.aspect());
    Aspect delivery = aspect("delivery");
    List<String> sentences = new ArrayList<>();
    if (rating >= 4) {
      sentences.add(dice.pick(file.reviews().openings().good().in(language)));
      sentences.add(dice.pick(aspect.good().in(language)));
      if (dice.chance(0.4)) {
        // The one complaint that still leaves four stars.
        Phrases last = rating == 4 && dice.chance(0.5) ? delivery.poor() : delivery.good();
        sentences.add(dice.pick(last.in(language)));
      }
    } else if (rating == 3) {
      sentences.add(dice.pick(file.reviews().openings().fair().in(language)));
      sentences.add(dice.pick(aspect.good().in(language)));
      sentences.add(dice.pick(aspect.poor().in(language)));
    } else {
      sentences.add(dice.pick(file.reviews().openings().poor().in(language)));
      sentences.add(dice.pick(aspect.poor().in(language)));
      if (dice.chance(0.4)) {
        sentences.add(dice.pick(delivery.poor().in(language)));
      }
    }
    return String.join(language == Language.ENGLISH ? " " : "", sentences);
  }

  private Aspect aspect(String name) {
    Aspect aspect = file.reviews().aspects().get(name);
    if (aspect == null) {
      throw new IllegalStateException("texts.json: no aspect is named " + name);
    }
    return aspect;
  }
}
