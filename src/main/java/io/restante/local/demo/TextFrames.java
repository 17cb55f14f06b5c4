package io.restante.local.demo;

import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hears the text frames of a WebSocket whole, in however many parts they come. */
public abstract class TextFrames implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    /** A frame came; told on the thread that reads, one after the other. */
    protected abstract void hear(String frame);

    @Override
    public final @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            hear(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }
}
