package io.restante.gateway.rest;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body must come at a rate. One that does not, or that cannot be read to its end for another reason, fails with {@link UnreadableBodyException}. */
final class MeasuredRequest extends Request.Wrapper {
    private final SenderRules rules;
    private final LongSupplier nanos;
    private OptionalLong begun = OptionalLong.empty();
    private long bytes;
    private Content.@Nullable Chunk failure;

    /** @param nanos a clock that only goes forward */
    MeasuredRequest(Request request, SenderRules rules, LongSupplier nanos) {
        super(request);
        this.rules = rules;
        this.nanos = nanos;
    }

    @Override
    public Content.@Nullable Chunk read() {
        if (failure != null) {
            return failure;
        }
        if (begun.isEmpty()) {
            begun = OptionalLong.of(nanos.getAsLong());
        }
        Content.Chunk chunk = super.read();
        if (chunk == null) {
            return null;
        }
        if (Content.Chunk.isFailure(chunk)) {
            return failed(new UnreadableBodyException(chunk.getFailure()));
        }
        bytes += chunk.remaining();
        if (!chunk.isLast() && rules.tooSlow(bytes, nanos.getAsLong() - begun.getAsLong())) {
            chunk.release();
            return failed(new UnreadableBodyException());
        }
        return chunk;
    }

    private Content.Chunk failed(UnreadableBodyException why) {
        Content.Chunk failed = Content.Chunk.from(why);
        failure = failed;
        return failed;
    }
}
