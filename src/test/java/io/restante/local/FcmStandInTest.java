package io.restante.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FcmStandInTest {
    @Test
    void whoSendsToItIsToldTheAddressUnderWhichItIsReached(@TempDir Path folder) throws Exception {
        URI reached = URI.create("http://fcm:8085");
        try (FcmStandIn standIn = FcmStandIn.start(folder, "127.0.0.1", 0, reached)) {
            assertThat(standIn.address()).isEqualTo(reached);
            JsonNode account = new ObjectMapper().readTree(standIn.account().toFile());
            assertThat(account.path("token_uri").asText()).isEqualTo("http://fcm:8085/token");
        }
    }

    @Test
    void withoutOneItIsWhereItListens(@TempDir Path folder) {
        try (FcmStandIn standIn = FcmStandIn.start(folder)) {
            assertThat(standIn.address().getHost()).isEqualTo("127.0.0.1");
            assertThat(standIn.address().getPort()).isPositive();
        }
    }
}
