package io.restante.gateway.relay;

import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/** A key that relays are signed with. Its address is the public key in hexadecimal. */
public final class RelayKey {
    private final PrivateKey secret;
    private final String address;

    private RelayKey(PrivateKey secret, String address) {
        this.secret = secret;
        this.address = address;
    }

    /** A new one. */
    public static RelayKey make() {
        try {
            KeyPair pair =
                    KeyPairGenerator.getInstance(RelaySignatures.ALGORITHM).generateKeyPair();
            String encoded = HexFormat.of().formatHex(pair.getPublic().getEncoded());
            return new RelayKey(pair.getPrivate(), encoded.substring(RelaySignatures.ENCODING.length()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has Ed25519", e);
        }
    }

    /**
     * The key in a file, which is made when it is not there, readable by its owner alone.
     *
     * @throws IllegalArgumentException saying what is wrong with the file
     */
    public static RelayKey ofFile(Path file) {
        try {
            if (!Files.exists(file)) {
                write(file, make());
            }
            JsonObject json = JsonObject.parse(Files.readAllBytes(file));
            byte[] secret = HexFormat.of().parseHex(json.requiredText("private"));
            RelayKey key = new RelayKey(
                    KeyFactory.getInstance(RelaySignatures.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret)),
                    json.requiredText("public"));
            byte[] test = {1};
            if (!RelaySignatures.verifies(key.address, test, key.sign(test))) {
                throw new IllegalArgumentException(
                        "settlement.supplierKey: " + file + " holds a public key that is not the private one's");
            }
            return key;
        } catch (MalformedException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "settlement.supplierKey: expected a key file as a local run makes one, got " + file + ": "
                            + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be used", e);
        }
    }

    private static void write(Path file, RelayKey key) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        byte[] json = JsonText.object(out -> out.put("private", HexFormat.of().formatHex(key.secret.getEncoded()))
                .put("public", key.address));
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, json, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            // Another role of this process was faster; its key is the one.
            Set<?> there = Files.getPosixFilePermissions(file);
            if (there.isEmpty()) {
                throw e;
            }
        }
    }

    public String address() {
        return address;
    }

    /** The signature in hexadecimal. */
    public String sign(byte[] bytes) {
        try {
            Signature signer = Signature.getInstance(RelaySignatures.ALGORITHM);
            signer.initSign(secret);
            signer.update(bytes);
            return HexFormat.of().formatHex(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key cannot sign", e);
        }
    }
}
