package dev.meander.launcher.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What is measured is where the axes say. */
class ChartTest {

  @Test
  void an_axis_ends_at_a_round_number_above_all_that_is_shown() {
    assertEquals(new Axis(30, 10), Axis.upTo(30));
    assertEquals(new Axis(200, 50), Axis.upTo(151));
    assertEquals(List.of("0.0", "0.2", "0.4", "0.6"), labels(Axis.upTo(0.55)));
    assertEquals(List.of("0", "500", "1,000", "1,500"), labels(Axis.upTo(1_300)));
    assertEquals(new Axis(1, 0.5), Axis.upTo(0));
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(axis::label).toList();
  }

  @Test
  void a_point_stands_where_the_axes_say() throws Exception {
    var line = Line.of("a", List.of(new Line.Point(0, 0), new Line.Point(40, 100)));
    Document svg = parsed(new Chart("t", List.of(), "s", List.of(new Panel("p", List.of(line)))));
    var polyline = (Element) svg.getElementsByTagName("polyline").item(0);
    // The frame lies 58 from the left, 12 from the right, 34 and 30 from top and bottom of 470 x
    // 190.
    assertEquals("58,160 458,34", polyline.getAttribute("points"));
  }

  @Test
  void a_long_line_is_thinned_to_what_can_be_seen() throws Exception {
    List<Line.Point> points = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      points.add(new Line.Point(i, i % 7));
    }
    Document svg =
        parsed(
            new Chart("t", List.of(), "s", List.of(new Panel("p", List.of(Line.of("", points))))));
    var polyline = (Element) svg.getElementsByTagName("polyline").item(0);
    assertEquals(400, polyline.getAttribute("points").split(" ").length);
  }

  @Test
  void the_names_of_many_lines_all_begin_well_within_their_panel() throws Exception {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      lines.add(Line.of("n" + i, List.of(new Line.Point(0, 0), new Line.Point(1, 1))));
    }
    Document svg = parsed(new Chart("t", List.of(), "s", List.of(new Panel("p", lines))));
    List<Integer> begins = new ArrayList<>();
    for (int i = 0; i < svg.getElementsByTagName("text").getLength(); i++) {
      var text = (Element) svg.getElementsByTagName("text").item(i);
      if (text.getTextContent().matches("n[0-5]")) {
        begins.add(Integer.valueOf(text.getAttribute("x")));
      }
    }
    assertEquals(List.of(58, 124, 190, 256, 322, 388), begins);
  }

  @Test
  void words_are_escaped() throws Exception {
    Document svg = parsed(new Chart("a < b & c", List.of("x > y"), "s", List.of()));
    assertEquals("a < b & c", svg.getElementsByTagName("text").item(0).getTextContent());
    assertEquals("x > y", svg.getElementsByTagName("text").item(1).getTextContent());
  }

  @Test
  void what_is_no_number_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Line.Point(1, Double.NaN));
  }

  private static Document parsed(Chart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(chart.svg())));
  }
}
