package io.restante.settlement.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Trees of every shape: scattered leaves, and crowds of them that share all but a few bits of their paths. */
final class Trees {
    private final Random random;

    Trees(long seed) {
        this.random = new Random(seed);
    }

    /** Different paths, in no order. */
    List<TreePath> paths(int most) {
        int wanted = random.nextInt(most + 1);
        Set<TreePath> paths = new HashSet<>();
        while (paths.size() < wanted) {
            paths.add(
                    paths.isEmpty() || random.nextInt(3) > 0
                            ? path()
                            : near(paths.iterator().next()));
        }
        List<TreePath> shuffled = new ArrayList<>(paths);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    List<Leaf> leaves(int most) {
        return paths(most).stream().map(this::leaf).toList();
    }

    /** The values are 1 to 40 bytes long. */
    Leaf leaf(TreePath path) {
        byte[] value = new byte[1 + random.nextInt(40)];
        random.nextBytes(value);
        return new Leaf(path, Bytes.of(value), random.nextInt(1_000));
    }

    TreePath path() {
        byte[] path = new byte[TreePath.BYTES];
        random.nextBytes(path);
        return TreePath.of(path);
    }

    /** A path that differs in one bit. */
    TreePath near(TreePath path) {
        byte[] bytes = path.toArray();
        int bit = random.nextInt(TreePath.BITS);
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return TreePath.of(bytes);
    }

    /** One that is anywhere, or one that is near to a leaf's, or a leaf's own. */
    TreePath target(List<Leaf> leaves) {
        if (leaves.isEmpty() || random.nextBoolean()) {
            return path();
        }
        TreePath path = leaves.get(random.nextInt(leaves.size())).path();
        return random.nextInt(3) == 0 ? path : near(path);
    }

    static LeavesInMemory kept(List<Leaf> leaves) {
        LeavesInMemory kept = new LeavesInMemory();
        leaves.forEach(kept::put);
        return kept;
    }
}
