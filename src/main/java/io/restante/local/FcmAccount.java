package io.restante.local;

import io.restante.contract.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** The service account of the stand-in for Firebase: a key made on the spot, in a file such as Google gives out. It opens nothing but the stand-in. */
record FcmAccount(Path file, PublicKey key) {
    private static final String MAIL = "restante@stand-in.invalid";
    private static final int BITS = 2048;

    /** @param tokenUri where the account gets its tokens */
    static FcmAccount write(Path folder, URI tokenUri) throws IOException {
        KeyPair pair = pair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8))
                        .encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        byte[] json = JsonText.object(out -> out.put("type", "service_account")
                .put("project_id", "restante-local")
                .put("private_key_id", "stand-in")
                .put("private_key", pem)
                .put("client_email", MAIL)
                .put("client_id", "1")
                .put("token_uri", tokenUri.toString()));
        Files.createDirectories(folder);
        Path file = folder.resolve("service-account.json");
        Files.write(file, json);
        return new FcmAccount(file, pair.getPublic());
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }

    /** Whether its key signed the assertion, a JSON Web Token with RS256. */
    boolean signed(String assertion) {
        int end = assertion.lastIndexOf('.');
        if (end < 0) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(assertion.substring(0, end).getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(assertion.substring(end + 1)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
