package io.restante.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restante.gateway.Caller;
import io.restante.gateway.RouteScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key of our own, in a file that its owner alone can read, and the tokens it signs. */
public final class SigningKey {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final ECKey key;

    private SigningKey(ECKey key) {
        this.key = key;
    }

    /**
     * Makes the file with a new key in it, unless it is there.
     *
     * @throws KeyException when it cannot be made
     */
    public static void ensure(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
            Path whole = posix
                    ? Files.createTempFile(folder, "key", ".tmp", OWNER_ONLY)
                    : Files.createTempFile(folder, "key", ".tmp");
            Files.writeString(whole, generated().toJSONString() + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new KeyException("The key file " + file + " cannot be made: " + e, e);
        }
    }

    private static ECKey generated() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make keys on the curve P-256", e);
        }
    }

    /** @throws KeyException when the file holds no key that can sign */
    public static SigningKey read(Path file) {
        try {
            ECKey key = ECKey.parse(Files.readString(file));
            if (!key.isPrivate() || !key.getCurve().equals(Curve.P_256)) {
                throw wrong(file, null);
            }
            return new SigningKey(key);
        } catch (NoSuchFileException e) {
            throw new KeyException(
                    "The key file " + file + " does not exist. `restante key " + file
                            + "` makes one, and so does `restante local` with this data folder; or name another file with --key.",
                    e);
        } catch (IOException e) {
            throw new KeyException("The key file " + file + " cannot be read: " + e, e);
        } catch (ParseException e) {
            throw wrong(file, e);
        }
    }

    private static KeyException wrong(Path file, @Nullable Exception cause) {
        String sentence = "The key file " + file
                + " cannot sign tokens: expected a private JSON Web Key on the curve P-256, as a local run makes it.";
        return cause == null ? new KeyException(sentence) : new KeyException(sentence, cause);
    }

    /** A token that says what the caller may do. Issuer and audience are put in where the rules ask for them. */
    public String token(Caller caller, TokenRules rules, Instant now) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(caller.subject())
                .issueTime(Date.from(now))
                .expirationTime(caller.expires().map(Date::from).orElse(null))
                .issuer(rules.issuer().orElse(null))
                .audience(rules.audience().orElse(null));
        put(claims, Claim.CONNECT, List.copyOf(caller.connect()));
        put(claims, Claim.READ, List.copyOf(caller.read()));
        put(claims, Claim.MAILBOXES, caller.mailboxes().entries());
        if (!caller.routes().equals(RouteScope.EVERY_ROUTE)) {
            claims.claim(Claim.ROUTES, caller.routes().sorted());
        }
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(JOSEObjectType.JWT)
                    .keyID(key.getKeyID())
                    .build();
            SignedJWT token = new SignedJWT(header, claims.build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
    }

    private static void put(JWTClaimsSet.Builder claims, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            claims.claim(name, texts.stream().sorted().toList());
        }
    }
}
