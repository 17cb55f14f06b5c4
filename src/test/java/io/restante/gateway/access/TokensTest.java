package io.restante.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.restante.base.MailboxId;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.query.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");

    private static RSAKey rsa;
    private static ECKey ec;

    private Path folder = Path.of("");
    private Path set = Path.of("");

    @BeforeAll
    static void makeKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    }

    @BeforeEach
    void writeTheSet(@TempDir Path made) throws IOException {
        folder = made;
        set = folder.resolve("keys.json");
        Files.writeString(set, new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString());
    }

    private Tokens tokens(TokenRules rules) {
        return Tokens.signedBy(set.toString(), rules, () -> NOW);
    }

    private Caller caller(String token) throws AccessException {
        return tokens(TokenRules.DEFAULTS).caller(token);
    }

    private static JWTClaimsSet.Builder alice() {
        return new JWTClaimsSet.Builder().subject("alice").expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet.Builder claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static String byRsa(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims);
    }

    private static void assertTurnedAway(ThrowingCallable asking, String sentence) {
        assertThatThrownBy(asking).isInstanceOf(AccessException.class).hasMessageContaining(sentence);
    }

    @Test
    void saysWhatItsBearerMayDo() throws Exception {
        Caller caller = caller(byRsa(alice().claim("connect", List.of("g1"))
                .claim("read", List.of("g2"))
                .claim("mailboxes", List.of("alice", "did:web:*"))));
        assertThat(caller.subject()).isEqualTo("alice");
        assertThat(caller.mayConnect("g1") && caller.mayRead("g2")).isTrue();
        assertThat(caller.mayConnect("g2") || caller.mayRead("g1")).isFalse();
        assertThat(caller.mayUse(new MailboxId("did:web:bob"))).isTrue();
        assertThat(caller.mayUse(new MailboxId("bob"))).isFalse();
        assertThat(caller.expires()).contains(NOW.plusSeconds(60));
    }

    @Test
    void whatATokenDoesNotNameIsNotAllowed() throws Exception {
        Caller caller = caller(signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), alice()));
        assertThat(caller.mayConnect("g1") || caller.mayRead("g1") || caller.mayUse(new MailboxId("alice")))
                .isFalse();
    }

    @Test
    void neitherUnsignedNorSignedByAPublicKeyTakenForASecret() throws Exception {
        byte[] asSecret = rsa.toRSAPublicKey().getEncoded();
        String confused = signed(JWSAlgorithm.HS256, "rsa", new MACSigner(asSecret), alice());
        assertTurnedAway(() -> caller(confused), "does not verify");
        String unsigned = new PlainJWT(alice().build()).serialize();
        assertTurnedAway(() -> caller(unsigned), "does not verify");
        RSAKey strange = new RSAKeyGenerator(2048).keyID("rsa").generate();
        String forged = signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(strange), alice());
        assertTurnedAway(() -> caller(forged), "does not verify");
        assertTurnedAway(() -> caller("no token"), "no JSON Web Token");
        String good = byRsa(alice());
        String header = good.substring(0, good.indexOf('.') + 1);
        String signature = good.substring(good.lastIndexOf('.'));
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"sub\":\"mallory\"}".getBytes(StandardCharsets.UTF_8));
        assertTurnedAway(() -> caller(header + other + signature), "does not verify");
    }

    @Test
    void endsWhenItSaysAndBeginsAMomentEarlier() throws Exception {
        assertTurnedAway(() -> caller(byRsa(alice().expirationTime(Date.from(NOW)))), "expired");
        assertThat(caller(byRsa(alice().expirationTime(Date.from(NOW.plusSeconds(1)))))
                        .subject())
                .isEqualTo("alice");
        Instant ahead = NOW.plus(TokenRules.DEFAULTS.clockSkew());
        assertThat(caller(byRsa(alice().notBeforeTime(Date.from(ahead)))).subject())
                .isEqualTo("alice");
        assertTurnedAway(() -> caller(byRsa(alice().notBeforeTime(Date.from(ahead.plusSeconds(1))))), "not valid yet");
    }

    @Test
    void isForSomebodyAndFromAndForWhoIsSet() throws Exception {
        assertTurnedAway(() -> caller(byRsa(new JWTClaimsSet.Builder())), "sub");
        Tokens strict = tokens(new TokenRules(Optional.of("us"), Optional.of("restante"), Duration.ZERO));
        assertTurnedAway(() -> strict.caller(byRsa(alice().audience("restante"))), "issuer");
        assertTurnedAway(() -> strict.caller(byRsa(alice().issuer("us").audience("others"))), "audience");
        assertThat(strict.caller(byRsa(alice().issuer("us").audience(List.of("others", "restante"))))
                        .subject())
                .isEqualTo("alice");
        assertTurnedAway(() -> caller(byRsa(alice().claim("mailboxes", "alice"))), "mailboxes");
        assertTurnedAway(() -> caller(byRsa(alice().claim("connect", List.of(1)))), "connect");
    }

    @Test
    void keysMayBeExchangedWhileTheProcessRuns() throws Exception {
        Tokens tokens = tokens(TokenRules.DEFAULTS);
        String old = byRsa(alice());
        assertThat(tokens.caller(old).subject()).isEqualTo("alice");
        Files.writeString(set, new JWKSet(ec.toPublicJWK()).toString());
        Files.setLastModifiedTime(set, FileTime.from(NOW.plusSeconds(1)));
        assertTurnedAway(() -> tokens.caller(old), "does not verify");
        assertThat(tokens.caller(signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), alice()))
                        .subject())
                .isEqualTo("alice");
        Files.delete(set);
        assertThatThrownBy(() -> tokens.caller(old)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aPublicKeyMayBeGivenAsPem() throws Exception {
        for (byte[] encoded :
                List.of(rsa.toRSAPublicKey().getEncoded(), ec.toECPublicKey().getEncoded())) {
            Path pem = folder.resolve("key.pem");
            Files.writeString(
                    pem,
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getMimeEncoder().encodeToString(encoded)
                            + "\n-----END PUBLIC KEY-----\n");
            Tokens tokens = Tokens.signedBy(pem.toString(), TokenRules.DEFAULTS, () -> NOW);
            boolean isRsa = encoded.length > 200;
            String good = isRsa ? byRsa(alice()) : signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), alice());
            assertThat(tokens.caller(good).subject()).isEqualTo("alice");
            String other = isRsa ? signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), alice()) : byRsa(alice());
            assertTurnedAway(() -> tokens.caller(other), "does not verify");
        }
    }

    @Test
    void keysAreFetchedOnceAndStayGoodWhileTheirAddressIsSilent() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            fetched.incrementAndGet();
            byte[] body = Files.readAllBytes(set);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        Tokens tokens = Tokens.signedBy(address, TokenRules.DEFAULTS, () -> NOW);
        assertThat(tokens.caller(byRsa(alice())).subject()).isEqualTo("alice");
        server.stop(0);
        assertThat(tokens.caller(byRsa(alice())).subject()).isEqualTo("alice");
        assertThat(fetched).hasValue(1);
        Tokens late = Tokens.signedBy(address, TokenRules.DEFAULTS, () -> NOW);
        assertThatThrownBy(() -> late.caller(byRsa(alice()))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void wrongKeysAreRefusedAtTheStart() throws IOException {
        assertThatThrownBy(() -> Tokens.signedBy("http://203.0.113.1/keys", TokenRules.DEFAULTS))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("https");
        assertThatThrownBy(() -> Tokens.signedBy(folder.resolve("none").toString(), TokenRules.DEFAULTS))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("does not exist");
        Files.writeString(set, "hello");
        assertThatThrownBy(() -> tokens(TokenRules.DEFAULTS))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("JSON Web Key");
    }
}
