package dev.meander.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The port of the service. */
final class HttpPort {

  private HttpPort() {}

  /**
   * The port itself where it is free, or any free one for 0. Asked before anything starts: a taken
   * port shall not cost the start of three servers.
   *
   * @throws CommandFailure when somebody listens there
   */
  static int require(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CommandFailure(
          "port "
              + port
              + " is taken by another program; stop it or choose another port with --http-port",
          e);
    }
  }
}
