package io.restante.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys in a file: a JSON Web Key, a set of them, or one public key as PEM. The file is read again when it has changed, so keys can be
 * exchanged while the process runs.
 */
final class KeyFile implements JWKSource<SecurityContext> {
    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    private final Path file;
    private volatile Read read;

    /** What the file held when it had this time. */
    private record Read(FileTime modified, JWKSet keys) {}

    /** @throws KeyException when the file holds no keys */
    KeyFile(Path file) {
        this.file = file;
        this.read = read();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            if (!Files.getLastModifiedTime(file).equals(read.modified())) {
                read = read();
            }
        } catch (IOException | KeyException e) {
            throw new KeySourceException("The key file " + file + " cannot be read any more", e);
        }
        JWKSet keys = read.keys();
        boolean nameless = keys.getKeys().stream().allMatch(key -> key.getKeyID() == null);
        return nameless ? new JWKSelector(forAnyName(selector.getMatcher())).select(keys) : selector.select(keys);
    }

    /** Where no key has an id, as in a PEM file, the id that a token names says nothing. */
    private static JWKMatcher forAnyName(JWKMatcher matcher) {
        return new JWKMatcher.Builder(matcher).keyID(null).build();
    }

    private Read read() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            return new Read(modified, parse(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            throw new KeyException("The key file " + file + " does not exist.", e);
        } catch (IOException e) {
            throw new KeyException("The key file " + file + " cannot be read: " + e, e);
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalArgumentException e) {
            throw new KeyException(
                    "The key file " + file
                            + " holds no key: expected a JSON Web Key or a set of them (RFC 7517), or a PEM file that begins with "
                            + PEM_BEGIN + " and holds an RSA or EC key.",
                    e);
        }
    }

    private static JWKSet parse(String text) throws ParseException, JOSEException, GeneralSecurityException {
        if (text.startsWith(PEM_BEGIN)) {
            return new JWKSet(ofPem(text));
        }
        Map<String, Object> json = JSONObjectUtils.parse(text);
        return json.containsKey("keys") ? JWKSet.parse(json) : new JWKSet(JWK.parse(json));
    }

    private static JWK ofPem(String text) throws GeneralSecurityException {
        int end = text.indexOf(PEM_END);
        if (end < 0) {
            throw new IllegalArgumentException("No " + PEM_END);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(text.substring(PEM_BEGIN.length(), end));
        return switch (publicKey(encoded)) {
            case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build();
            case ECPublicKey ec -> new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
            default -> throw new IllegalArgumentException("Neither an RSA key nor an EC key");
        };
    }

    private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        X509EncodedKeySpec form = new X509EncodedKeySpec(encoded);
        try {
            return KeyFactory.getInstance("RSA").generatePublic(form);
        } catch (GeneralSecurityException notRsa) {
            return KeyFactory.getInstance("EC").generatePublic(form);
        }
    }
}
