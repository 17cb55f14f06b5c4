package io.restante.settlement;

import io.restante.settlement.tree.TreePath;
import java.nio.charset.StandardCharsets;

/** At which path a session's tree is to be opened. Nobody knows it before the seed block is there. */
public final class ProofPath {
    private ProofPath() {}

    /**
     * The path.
     *
     * @param seedHash of the block at {@link SessionWindows#seed}; with the hash of any other block an honest proof is refused
     * @param sessionId in hexadecimal, as its letters
     */
    public static TreePath of(byte[] seedHash, String sessionId) {
        return TreePath.of(Hashes.sha256(seedHash, sessionId.getBytes(StandardCharsets.US_ASCII)));
    }
}
