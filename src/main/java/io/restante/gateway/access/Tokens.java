package io.restante.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.RouteScope;
import io.restante.query.UnavailableException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks tokens: the signature by the keys it was made with, then what they say. */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private static final int FETCH_MILLIS = 1_000;
    private static final int LARGEST_SET = 1 << 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** How long keys that were fetched stay good while their address does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(4);

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final TokenRules rules;
    private final InstantSource clock;

    private Tokens(JWKSource<SecurityContext> keys, TokenRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // The claims are checked here, by a clock that is given and with sentences for people.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
    }

    /**
     * Tokens signed by the keys that are there.
     *
     * @param keys the path of a file, or the {@code https} address of a JSON Web Key Set; {@code http} for this machine alone
     * @throws KeyException when they cannot be there
     */
    public static Tokens signedBy(String keys, TokenRules rules) {
        return signedBy(keys, rules, InstantSource.system());
    }

    static Tokens signedBy(String keys, TokenRules rules, InstantSource clock) {
        boolean address = keys.startsWith("https://") || keys.startsWith("http://");
        return new Tokens(address ? fetched(address(keys)) : new KeyFile(path(keys)), rules, clock);
    }

    private static JWKSource<SecurityContext> fetched(URL address) {
        return JWKSourceBuilder.<SecurityContext>create(
                        address, new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, LARGEST_SET))
                .refreshAheadCache(false)
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    private static URL address(String keys) {
        try {
            URL address = new URI(keys).toURL();
            if (address.getProtocol().equals("https")
                    || InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
                return address;
            }
        } catch (URISyntaxException | MalformedURLException | UnknownHostException | IllegalArgumentException e) {
            throw new KeyException(
                    "The keys' address is wrong: expected https://…, got \"" + keys + "\" (" + e.getMessage() + ").",
                    e);
        }
        throw new KeyException("The keys' address is not safe: expected https, because whoever can change the answer"
                + " can let anybody in, got \"" + keys + "\".");
    }

    private static Path path(String keys) {
        try {
            return Path.of(keys);
        } catch (InvalidPathException e) {
            throw new KeyException("The keys are expected in a file or at an https address, got \"" + keys + "\".", e);
        }
    }

    /**
     * What the token lets its bearer do.
     *
     * @throws AccessException when it is not good
     * @throws UnavailableException when the keys cannot be fetched now
     */
    Caller caller(String token) throws AccessException {
        JWTClaimsSet claims = verified(token);
        requireInForce(claims);
        requireMeantForUs(claims);
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank()) {
            throw new AccessException("The token does not say whom it is for; expected the claim sub.");
        }
        return new Caller(
                subject,
                new HashSet<>(texts(claims, Claim.CONNECT)),
                new HashSet<>(texts(claims, Claim.READ)),
                MailboxScope.of(texts(claims, Claim.MAILBOXES)),
                instant(claims.getExpirationTime()),
                routes(claims));
    }

    /** A token that says nothing of routes lets its bearer use all of them: whom for, its other claims say. */
    private static RouteScope routes(JWTClaimsSet claims) throws AccessException {
        return claims.getClaim(Claim.ROUTES) == null
                ? RouteScope.EVERY_ROUTE
                : RouteScope.of(texts(claims, Claim.ROUTES));
    }

    private JWTClaimsSet verified(String token) throws AccessException {
        try {
            return processor.process(token, null);
        } catch (RateLimitReachedException e) {
            throw new AccessException("The token is signed by a key that is not known here.", e);
        } catch (KeySourceException e) {
            LOG.warn("The keys that tokens are checked with cannot be had", e);
            var unavailable = new UnavailableException("The token cannot be checked now.", RETRY_AFTER);
            unavailable.initCause(e);
            throw unavailable;
        } catch (ParseException e) {
            throw new AccessException("This is no JSON Web Token.", e);
        } catch (BadJOSEException | JOSEException e) {
            throw new AccessException("The token's signature does not verify.", e);
        }
    }

    private void requireInForce(JWTClaimsSet claims) throws AccessException {
        Instant now = clock.instant();
        Optional<Instant> end = instant(claims.getExpirationTime());
        if (end.isPresent() && !now.isBefore(end.get())) {
            throw new AccessException("The token has expired; get a new one.");
        }
        Optional<Instant> begin = instant(claims.getNotBeforeTime());
        if (begin.isPresent() && now.plus(rules.clockSkew()).isBefore(begin.get())) {
            throw new AccessException("The token is not valid yet.");
        }
    }

    private void requireMeantForUs(JWTClaimsSet claims) throws AccessException {
        if (rules.issuer().isPresent() && !rules.issuer().get().equals(claims.getIssuer())) {
            throw new AccessException("The token is from another issuer than is trusted here.");
        }
        if (rules.audience().isPresent()
                && !claims.getAudience().contains(rules.audience().get())) {
            throw new AccessException("The token is for another audience.");
        }
    }

    private static List<String> texts(JWTClaimsSet claims, String name) throws AccessException {
        try {
            List<String> texts = claims.getStringListClaim(name);
            return texts == null ? List.of() : texts;
        } catch (ParseException e) {
            throw new AccessException("The token's claim " + name + " is wrong; expected a list of texts.", e);
        }
    }

    private static Optional<Instant> instant(@Nullable Date date) {
        return Optional.ofNullable(date).map(Date::toInstant);
    }
}
