package dev.meander.launcher.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.junit.jupiter.api.Test;

class RealServersTest {

  private static final Map<String, String> SETTINGS = RealServers.shared();

  @Test
  void the_broker_keeps_a_message_and_hands_it_out() throws Exception {
    String topic = "persistent://public/default/" + UUID.randomUUID();
    try (PulsarClient client =
        PulsarClient.builder().serviceUrl(SETTINGS.get("pulsar.client.serviceUrl")).build()) {
      try (Producer<String> producer = client.newProducer(Schema.STRING).topic(topic).create()) {
        producer.newMessage().key("person-1").value("viewed").send();
      }
      try (Consumer<String> consumer =
          client
              .newConsumer(Schema.STRING)
              .topic(topic)
              .subscriptionName("test")
              .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
              .subscribe()) {
        Message<String> message = consumer.receive(20, TimeUnit.SECONDS);
        assertEquals("person-1", message.getKey());
        assertEquals("viewed", message.getValue());
      }
    }
  }

  @Test
  void topics_made_by_themselves_have_four_partitions() throws Exception {
    String topic = "persistent://public/default/" + UUID.randomUUID();
    try (PulsarClient client =
            PulsarClient.builder().serviceUrl(SETTINGS.get("pulsar.client.serviceUrl")).build();
        Producer<String> producer = client.newProducer(Schema.STRING).topic(topic).create()) {
      assertEquals(topic, producer.getTopic());
      assertEquals(4, client.getPartitionsForTopic(topic).get(20, TimeUnit.SECONDS).size());
    }
  }

  @Test
  void the_broker_has_an_admin_interface() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI address = URI.create(SETTINGS.get("meander.log.admin-url") + "/admin/v2/tenants");
      String tenants =
          http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
      assertTrue(tenants.contains("\"public\""), tenants);
    }
  }

  @Test
  void postgres_is_durable_and_takes_rows() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                SETTINGS.get("quarkus.datasource.jdbc.url"),
                SETTINGS.get("quarkus.datasource.username"),
                SETTINGS.get("quarkus.datasource.password"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE profile (person text, body bytea)");
      assertEquals(1, statement.executeUpdate("INSERT INTO profile VALUES ('person-1', 'abc')"));
      try (ResultSet row =
          statement.executeQuery(
              "SELECT encode(body, 'escape'), current_setting('fsync'),"
                  + " current_setting('server_version_num')::int / 10000 FROM profile")) {
        assertTrue(row.next());
        assertEquals("abc", row.getString(1));
        assertEquals("on", row.getString(2));
        assertEquals(18, row.getInt(3));
      }
    }
  }

  @Test
  void redis_keeps_a_value_within_bounded_memory() throws Exception {
    URI address = URI.create(SETTINGS.get("quarkus.redis.hosts"));
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(5000);
      assertEquals("+OK", ask(socket, "SET person-1 view EX 60"));
      assertEquals("$4", ask(socket, "GET person-1"));
      assertEquals("view", line(socket));
      assertEquals("*2", ask(socket, "CONFIG GET maxmemory-policy"));
      assertEquals("$16", line(socket));
      assertEquals("maxmemory-policy", line(socket));
      assertEquals("$12", line(socket));
      assertEquals("volatile-ttl", line(socket));
    }
  }

  private static String ask(Socket socket, String command) throws Exception {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return line(socket);
  }

  private static String line(Socket socket) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int next = socket.getInputStream().read(); next >= 0 && next != '\n'; ) {
      line.append((char) next);
      next = socket.getInputStream().read();
    }
    return line.toString().strip();
  }
}
