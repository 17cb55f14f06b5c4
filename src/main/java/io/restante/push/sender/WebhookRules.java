package io.restante.push.sender;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/**
 * What may be called. A webhook's address comes from outside, so it must not lead into our own network: not by its scheme or port, and not by where its name leads. Every
 * look-up is checked, and a connection is made to nothing but what was looked up and checked.
 */
final class WebhookRules implements DnsResolver {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final WebhookOptions options;
    private final DnsResolver names;

    WebhookRules(WebhookOptions options, DnsResolver names) {
        this.options = options;
        this.names = names;
    }

    /** @throws WebhookRefusal when nothing like it may be called, wherever its name leads */
    URI require(String text) throws WebhookRefusal {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new WebhookRefusal("not-a-uri");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && options.allowHttp())) {
            throw new WebhookRefusal("scheme-not-allowed");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new WebhookRefusal("not-a-plain-host");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? HTTPS : HTTP;
        if (!options.ports().contains(port)) {
            throw new WebhookRefusal("port-not-allowed");
        }
        return uri;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (!options.allowPrivate() && !Arrays.stream(found).allMatch(PublicAddress::is)) {
            throw new WebhookRefusal("address-not-public");
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}
