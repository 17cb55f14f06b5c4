package io.restante.app.tree;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.Verdict;
import io.restante.settlement.tree.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante tree verify}: a verdict for each proof on standard input. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Prints accept, or reject with the reason, for each {\"root\",\"path\",\"proof\"} on standard input."
                        + " The proof may be compact. The exit code is 1 when any was rejected.")
final class VerifyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCEPT = "accept";
    private static final String UNREADABLE = "reject unreadable: ";

    private final Verifier verifier = new Verifier();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        int[] given = {0};
        int[] accepted = {0};
        read(System.in, verdict -> {
            spec.commandLine().getOut().println(verdict);
            given[0]++;
            accepted[0] += verdict.equals(ACCEPT) ? 1 : 0;
        });
        spec.commandLine().getOut().flush();
        if (given[0] == 0) {
            throw new ParameterException(
                    spec.commandLine(), "There is no proof: expected {\"root\",\"path\",\"proof\"} on standard input.");
        }
        return accepted[0] == given[0] ? 0 : 1;
    }

    /** What cannot be read as JSON is rejected as well, and what follows it is not looked at. */
    private void read(InputStream in, Consumer<String> verdicts) {
        // Not closed: it is not ours to close the standard input.
        try {
            JsonParser values = JSON.createParser(in);
            for (JsonNode given = JSON.readTree(values); given != null; given = JSON.readTree(values)) {
                verdicts.accept(verdict(given));
            }
        } catch (JsonProcessingException e) {
            verdicts.accept(
                    UNREADABLE + "expected JSON, line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new TreeInputException("The input cannot be read: " + e.getMessage(), e);
        }
    }

    private String verdict(JsonNode given) {
        try {
            Bytes root = ProofJson.bytes(given, "root");
            Bytes path = ProofJson.bytes(given, "path");
            JsonNode proof = ProofJson.object(given, "proof");
            Verdict verdict = ProofJson.isCompact(proof)
                    ? verifier.closest(root, path, ProofJson.compact(proof))
                    : verifier.closest(root, path, ProofJson.closest(proof));
            return switch (verdict) {
                case Verdict.Accepted accepted -> ACCEPT;
                case Verdict.Refused refused -> "reject " + refused;
            };
        } catch (TreeInputException e) {
            return UNREADABLE + e.getMessage();
        }
    }
}
