package io.restante.gateway.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.RouteScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys in a YAML file: of each its SHA-256, so that whoever reads the file cannot use them, and what it may do. A key has 256 random bits,
 * so one hash is enough. The file is read again when it has changed: a key that is taken out is good no more.
 */
public final class ApiKeys {
    /** What every key begins with, so that one is recognised where it should not be. */
    static final String PREFIX = "rst_";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> FIELDS =
            Set.of("name", "sha256", "mailboxes", "connect", "read", "routes", "expires");
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

    private final Path file;
    private final InstantSource clock;
    private volatile Read read;

    /** What the file held when it had this time: callers by the hash of their key. */
    private record Read(FileTime modified, Map<String, Caller> callers) {}

    private ApiKeys(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.read = read(file);
    }

    /** @throws KeyException when the file holds no keys */
    public static ApiKeys in(Path file) {
        return new ApiKeys(file, InstantSource.system());
    }

    static ApiKeys in(Path file, InstantSource clock) {
        return new ApiKeys(file, clock);
    }

    /** Whether somebody shows a key, good or not, and not a token. */
    static boolean isKey(String shown) {
        return shown.startsWith(PREFIX);
    }

    /** What the file has in a key's place. */
    public static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * What the key lets its bearer do. Keys are looked up by their hash, so how long that takes tells nothing of those that are there.
     *
     * @throws AccessException when it is not good
     */
    Caller caller(String key) throws AccessException {
        Caller caller = current().callers().get(hash(key));
        if (caller == null) {
            throw new AccessException("The API key is not known here.");
        }
        if (caller.expiredAt(clock.instant())) {
            throw new AccessException("The API key has expired; get a new one.");
        }
        return caller;
    }

    /** A file that cannot be read any more changes nothing: who was let in still is. */
    private Read current() {
        try {
            if (!Files.getLastModifiedTime(file).equals(read.modified())) {
                read = read(file);
            }
        } catch (IOException | KeyException e) {
            LOG.warn("The API keys stay as they were: {} cannot be read any more", file, e);
        }
        return read;
    }

    private static Read read(Path file) {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            JsonNode keys = new YAMLMapper().readTree(Files.readString(file)).path("keys");
            if (!keys.isArray()) {
                throw wrong(file, "keys", "a list");
            }
            Map<String, Caller> callers = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                String at = "keys[" + i + "].";
                if (callers.put(hash(file, at, keys.get(i)), caller(file, at, keys.get(i))) != null) {
                    throw wrong(file, at + "sha256", "a hash of its own");
                }
            }
            return new Read(modified, Map.copyOf(callers));
        } catch (JsonProcessingException e) {
            throw new KeyException("The file of API keys " + file + " is no YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new KeyException("The file of API keys " + file + " cannot be read: " + e, e);
        }
    }

    private static String hash(Path file, String at, JsonNode key) {
        String hash = key.path("sha256").asText();
        if (!HASH.matcher(hash).matches()) {
            throw wrong(
                    file, at + "sha256", "the SHA-256 of a key, 64 hexadecimal digits, as restante api-key prints it");
        }
        return hash;
    }

    private static Caller caller(Path file, String at, JsonNode key) {
        for (Iterator<String> names = key.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw wrong(
                        file,
                        at + name,
                        "one of the fields " + FIELDS.stream().sorted().toList());
            }
        }
        String name = key.path("name").asText();
        if (name.isBlank()) {
            throw wrong(file, at + "name", "a name, by which its requests are counted");
        }
        return new Caller(
                name,
                texts(file, at, key, "connect"),
                texts(file, at, key, "read"),
                MailboxScope.of(texts(file, at, key, "mailboxes")),
                expires(file, at, key.path("expires")),
                key.has("routes") ? RouteScope.of(texts(file, at, key, "routes")) : RouteScope.EVERY_ROUTE);
    }

    private static Set<String> texts(Path file, String at, JsonNode key, String field) {
        Set<String> texts = new HashSet<>();
        JsonNode list = key.path(field);
        if (!list.isArray() && !list.isMissingNode()) {
            throw wrong(file, at + field, "a list of texts");
        }
        for (JsonNode each : list) {
            if (!each.isTextual()) {
                throw wrong(file, at + field, "a list of texts");
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    private static Optional<Instant> expires(Path file, String at, JsonNode text) {
        if (text.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text.asText()));
        } catch (DateTimeException e) {
            throw wrong(file, at + "expires", "a time such as 2027-01-31T00:00:00Z");
        }
    }

    private static KeyException wrong(Path file, String field, String expected) {
        return new KeyException(
                "The file of API keys " + file + " is wrong at " + field + ": expected " + expected + ".");
    }
}
