package org.jexpy.sandbox.callgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random systems of lanes and nested calls, walked through in random order, against a model that
 * knows nothing of graphs: it lets everything that runs end, hands each freed slot to the head of
 * the queue, and looks whether the caller is ever answered.
 */
class RandomCallGraphTest {
  private static final int GRAPHS = 100_000;

  private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  @Test
  void aCallIsRefusedExactlyWhenNoFutureAnswersItAndNothingEverHangs() {
    int refused = 0;
    int made = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      World world = new World(seed, RANDOM.create(seed));
      world.run();
      refused += world.refused;
      made += world.made;
    }
    // The walk must have met both answers often, or it proves nothing.
    assertThat(refused).isGreaterThan(GRAPHS / 10);
    assertThat(made).isGreaterThan(GRAPHS);
  }

  /** A lane with its queue. */
  private static final class Place {
    final int number;
    final Lane lane;
    final Deque<Work> queue = new ArrayDeque<>();

    Place(int number, Lane lane) {
      this.number = number;
      this.lane = lane;
    }
  }

  /** A piece of work, whom it answers, and the call that it waits for. */
  private static final class Work {
    final Place place;
    final Activity activity;
    final @Nullable Work answersTo;
    @Nullable SyncCall waitsFor;

    /** Its place among all that runs, while a model is made. */
    int index;

    Work(Place place, @Nullable Work answersTo) {
      this.place = place;
      this.activity = new Activity(place.lane, null, CallChain.EMPTY);
      this.answersTo = answersTo;
      Waits.begin(activity);
    }
  }

  /** One system: places, and what runs in their slots. */
  private static final class World {
    private static final int MOST_CALLS = 40;
    private static final int NONE = -1;

    private final int seed;
    private final RandomGenerator random;
    private final List<Place> places = new ArrayList<>();
    private final List<Work> running = new ArrayList<>();
    private int refused;
    private int made;

    World(int seed, RandomGenerator random) {
      this.seed = seed;
      this.random = random;
      WaitForGraph graph = new WaitForGraph(late -> {});
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        int slots = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
        places.add(new Place(i, graph.addLane("p" + i, "pool", LaneKind.POOL, slots)));
      }
    }

    void run() {
      for (int count = moves(NONE); count > 0; count = moves(NONE)) {
        int _ = moves(random.nextInt(count));
      }
      if (!running.isEmpty()) {
        fail("seed %d: %d pieces of work never ended", seed, running.size());
      }
    }

    /**
     * Make one of the moves that are possible.
     *
     * @param chosen which one, from 0; {@link #NONE} to count them only
     * @return how many there are, of those that were looked at
     */
    private int moves(int chosen) {
      int count = 0;
      for (Place place : places) {
        boolean waited = !place.queue.isEmpty();
        if (place.lane.active.size() < place.lane.slots() && (waited || made < MOST_CALLS)) {
          if (count++ == chosen) {
            if (waited) {
              take(place);
            } else {
              running.add(new Work(place, null));
            }
            return count;
          }
        }
      }
      for (Work work : running) {
        if (work.waitsFor == null) {
          if (count++ == chosen) {
            end(work);
            return count;
          }
          if (made < MOST_CALLS) {
            // Twice as likely as its end.
            if (count == chosen || count + 1 == chosen) {
              call(work);
              return count;
            }
            count += 2;
          }
        }
      }
      return count;
    }

    private void take(Place place) {
      Work caller = place.queue.remove();
      Work work = new Work(place, caller);
      if (!Waits.serve(Objects.requireNonNull(caller.waitsFor), work.activity)) {
        fail("seed %d: the call of %s was over while it waited", seed, caller);
      }
      running.add(work);
    }

    private void end(Work work) {
      running.remove(work);
      Waits.end(work.activity);
      if (work.answersTo != null) {
        Waits.end(Objects.requireNonNull(work.answersTo.waitsFor));
        work.answersTo.waitsFor = null;
      }
    }

    private void call(Work caller) {
      Place target = places.get(random.nextInt(places.size()));
      CallSite site = new CallSite(caller.place.lane.process(), "pool", "call " + made++);
      SyncCall call =
          new SyncCall(
              caller.place.lane.graph(),
              caller.activity,
              target.lane,
              caller.activity.carried().plus(site),
              Duration.ofSeconds(1));
      boolean answerable = new Model(this, caller, target).answers();
      try {
        Waits.begin(call);
      } catch (DeadlockDetectedException e) {
        refused++;
        if (answerable) {
          fail("seed %d: false alarm: %s", seed, e.getMessage());
        }
        List<CallSite> named = e.callSites();
        if (!named.getFirst().equals(site)
            || !sitesOfWaitingCalls().containsAll(named.subList(1, named.size()))) {
          fail("seed %d: %s are not the refused call and calls that wait", seed, named);
        }
        return;
      }
      if (!answerable) {
        fail("seed %d: nothing can ever answer %s", seed, site);
      }
      caller.waitsFor = call;
      target.queue.add(caller);
    }

    private List<CallSite> sitesOfWaitingCalls() {
      List<CallSite> sites = new ArrayList<>();
      for (Work work : running) {
        if (work.waitsFor != null) {
          sites.add(work.waitsFor.site());
        }
      }
      return sites;
    }
  }

  /** The future of a world in which no new call is made, by numbers only. */
  private static final class Model {
    private static final int NOBODY = -1;
    private static final int ENDED = -1;

    private final int[] laneOf;
    private final int[] answersTo;
    private final boolean[] waits;
    private final int[] freeSlots;
    private final int[][] queues;
    private final int[] queued;
    private final int asked;
    private int works;

    Model(World world, Work caller, Place target) {
      int lanes = world.places.size();
      freeSlots = new int[lanes];
      queues = new int[lanes][];
      queued = new int[lanes];
      for (Work work : world.running) {
        work.index = works++;
      }
      int waiting = 1;
      for (Place place : world.places) {
        freeSlots[place.number] = place.lane.slots();
        queues[place.number] = new int[place.queue.size() + 1];
        for (Work work : place.queue) {
          queues[place.number][queued[place.number]++] = work.index;
        }
        waiting += place.queue.size();
      }
      laneOf = new int[works + waiting];
      answersTo = new int[works + waiting];
      waits = new boolean[works + waiting];
      for (Work work : world.running) {
        laneOf[work.index] = work.place.number;
        freeSlots[work.place.number]--;
        waits[work.index] = work.waitsFor != null;
        answersTo[work.index] = work.answersTo == null ? NOBODY : work.answersTo.index;
      }
      asked = caller.index;
      waits[asked] = true;
      queues[target.number][queued[target.number]++] = asked;
    }

    boolean answers() {
      int[] taken = new int[queues.length];
      boolean moved = true;
      while (moved && waits[asked]) {
        moved = false;
        for (int work = 0; work < works; work++) {
          if (laneOf[work] != ENDED && !waits[work]) {
            freeSlots[laneOf[work]]++;
            laneOf[work] = ENDED;
            if (answersTo[work] != NOBODY) {
              waits[answersTo[work]] = false;
            }
            moved = true;
          }
        }
        for (int lane = 0; lane < freeSlots.length; lane++) {
          while (freeSlots[lane] > 0 && taken[lane] < queued[lane]) {
            freeSlots[lane]--;
            laneOf[works] = lane;
            answersTo[works] = queues[lane][taken[lane]++];
            works++;
            moved = true;
          }
        }
      }
      return !waits[asked];
    }
  }
}
