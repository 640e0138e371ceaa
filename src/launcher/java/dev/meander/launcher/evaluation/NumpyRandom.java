package dev.meander.launcher.evaluation;

/**
 * NumPy's {@code RandomState(seed).shuffle}: the protocol of JD parts its sessions by it. MT19937,
 * Matsumoto and Nishimura 1998.
 */
final class NumpyRandom {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;

  private final int[] state = new int[SIZE];
  private int at = SIZE;

  NumpyRandom(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private int next() {
    if (at == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int mixed = (state[i] & Integer.MIN_VALUE) | (state[(i + 1) % SIZE] & Integer.MAX_VALUE);
        int twisted = (mixed & 1) == 0 ? 0 : 0x9908b0df;
        state[i] = state[(i + SHIFT) % SIZE] ^ (mixed >>> 1) ^ twisted;
      }
      at = 0;
    }
    int drawn = state[at++];
    drawn ^= drawn >>> 11;
    drawn ^= (drawn << 7) & 0x9d2c5680;
    drawn ^= (drawn << 15) & 0xefc60000;
    return drawn ^ (drawn >>> 18);
  }

  /** A number from 0 to {@code most}, at least 1. */
  int upTo(int most) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(most);
    int number = next() & mask;
    while (number > most) {
      number = next() & mask;
    }
    return number;
  }

  /** The numbers from 0, shuffled. */
  int[] shuffled(int size) {
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int other = upTo(i);
      int moved = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = moved;
    }
    return numbers;
  }
}
