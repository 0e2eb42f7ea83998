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
  private static final int GRAPHS = 20_000;

  @Test
  void aCallIsRefusedExactlyWhenNoFutureAnswersItAndNothingEverHangs() {
    int refused = 0;
    int made = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      World world = new World(seed, random);
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
      List<Runnable> moves = moves();
      while (!moves.isEmpty()) {
        moves.get(random.nextInt(moves.size())).run();
        moves = moves();
      }
      if (!running.isEmpty()) {
        fail("seed %d: %d pieces of work never ended", seed, running.size());
      }
    }

    private List<Runnable> moves() {
      List<Runnable> moves = new ArrayList<>();
      for (Place place : places) {
        if (place.lane.active.size() < place.lane.slots()) {
          if (!place.queue.isEmpty()) {
            moves.add(() -> take(place));
          } else if (made < MOST_CALLS) {
            moves.add(() -> running.add(new Work(place, null)));
          }
        }
      }
      for (Work work : running) {
        if (work.waitsFor == null) {
          moves.add(() -> end(work));
          if (made < MOST_CALLS) {
            moves.add(() -> call(work));
            moves.add(() -> call(work));
          }
        }
      }
      return moves;
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

    private final List<Integer> laneOf = new ArrayList<>();
    private final List<Integer> answersTo = new ArrayList<>();
    private final List<Boolean> waits = new ArrayList<>();
    private final int[] freeSlots;
    private final List<Deque<Integer>> queues = new ArrayList<>();
    private final int asked;

    Model(World world, Work caller, Place target) {
      freeSlots = new int[world.places.size()];
      for (Place place : world.places) {
        freeSlots[place.number] = place.lane.slots();
        Deque<Integer> queue = new ArrayDeque<>();
        place.queue.forEach(work -> queue.add(world.running.indexOf(work)));
        queues.add(queue);
      }
      for (Work work : world.running) {
        laneOf.add(work.place.number);
        freeSlots[work.place.number]--;
        waits.add(work.waitsFor != null);
        answersTo.add(
            work.answersTo == null
                ? Integer.valueOf(NOBODY)
                : world.running.indexOf(work.answersTo));
      }
      asked = world.running.indexOf(caller);
      waits.set(asked, true);
      queues.get(target.number).add(asked);
    }

    boolean answers() {
      boolean moved = true;
      while (moved && waits.get(asked)) {
        moved = false;
        for (int work = 0; work < laneOf.size(); work++) {
          if (laneOf.get(work) != ENDED && !waits.get(work)) {
            freeSlots[laneOf.get(work)]++;
            laneOf.set(work, ENDED);
            if (answersTo.get(work) != NOBODY) {
              waits.set(answersTo.get(work), false);
            }
            moved = true;
          }
        }
        for (int lane = 0; lane < freeSlots.length; lane++) {
          while (freeSlots[lane] > 0 && !queues.get(lane).isEmpty()) {
            freeSlots[lane]--;
            laneOf.add(lane);
            waits.add(false);
            answersTo.add(queues.get(lane).remove());
            moved = true;
          }
        }
      }
      return !waits.get(asked);
    }
  }
}
