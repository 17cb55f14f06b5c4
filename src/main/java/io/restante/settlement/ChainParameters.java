package io.restante.settlement;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The chain's rules as its parameters make them: windows by those in force at a session's last block, prices and difficulty by those at its first.
 *
 * @param services by their names; of one that is not here, every relay is a leaf and costs what its record says
 */
public record ChainParameters(
        ByHeight<HeightRules> heights,
        ByHeight<Map<String, ServiceTerms>> services,
        ByHeight<Price> price,
        ByHeight<ProofRequirement> proofs)
        implements ChainRules {
    @Override
    public boolean onGrid(SessionHeader session) {
        SessionBlocks blocks = heights.at(session.endHeight()).session(session.endHeight());
        return blocks.start() == session.startHeight() && blocks.end() == session.endHeight();
    }

    @Override
    public String sessionId(SessionHeader session, String startHash) {
        return sessionId(session.application(), session.service(), session.startHeight(), startHash);
    }

    /** The id of the session that starts with this block. */
    public static String sessionId(String application, String service, long start, String startHash) {
        return RelaySessionId.of(HexFormat.of().parseHex(startHash), service, application, start);
    }

    @Override
    public SessionHeights heights(SessionHeader session) {
        SessionWindows windows = heights.at(session.endHeight()).windows(session.endHeight());
        return new SessionHeights(
                windows.graceEnd(),
                new Window(windows.claimOpen(), windows.claimClose()),
                windows.seed(),
                new Window(windows.proofOpen(), windows.proofClose()));
    }

    private Optional<ServiceTerms> terms(SessionHeader session) {
        return Optional.ofNullable(services.at(session.startHeight()).get(session.service()));
    }

    @Override
    public OptionalLong units(SessionHeader session) {
        return terms(session).map(terms -> OptionalLong.of(terms.units())).orElse(OptionalLong.empty());
    }

    @Override
    public boolean applicable(SessionHeader session, byte[] relayHash) {
        return terms(session)
                .map(ServiceTerms::difficulty)
                .orElse(Difficulty.EASIEST)
                .admits(relayHash);
    }

    @Override
    public long amount(SessionHeader session, TreeRoot root) {
        return worth(session, root).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    private BigInteger worth(SessionHeader session, TreeRoot root) {
        Difficulty difficulty = terms(session).map(ServiceTerms::difficulty).orElse(Difficulty.EASIEST);
        return price.at(session.startHeight()).worth(root.sum(), difficulty);
    }

    @Override
    public boolean proofRequired(String supplier, SessionHeader session, TreeRoot root, String seedHash) {
        return proofs.at(session.startHeight())
                .demands(
                        worth(session, root),
                        claim(supplier, session, root),
                        HexFormat.of().parseHex(seedHash));
    }

    /** The claim's canonical bytes: its parts, a line each. */
    static byte[] claim(String supplier, SessionHeader session, TreeRoot root) {
        return String.join(
                        "\n",
                        "restante claim",
                        supplier,
                        session.application(),
                        session.service(),
                        session.sessionId(),
                        Long.toString(session.startHeight()),
                        Long.toString(session.endHeight()),
                        root.hex())
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String proofPath(String seedHash, String sessionId) {
        return ProofPath.of(HexFormat.of().parseHex(seedHash), sessionId).toString();
    }
}
