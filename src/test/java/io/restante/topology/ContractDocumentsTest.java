package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractDocumentsTest {
    @Test
    void eachTopicHasARowWithItsTypes() {
        String document = TopicsDocument.markdown(Topics.ALL);
        assertThat(document.lines().filter(line -> line.startsWith("| `"))).hasSameSizeAs(Topics.ALL);
        for (Topic<?, ?> topic : Topics.ALL) {
            assertThat(document).contains("| `" + topic.name() + "` | " + topic.purpose() + " | ");
        }
        assertThat(document)
                .contains(
                        "| mailbox | `AddMessage` | producers, gateways | mailbox | delete | 30 d | `LogAppendTime` |")
                .contains("| bytes | bytes | the topology | intake | delete | 30 d | `CreateTime` |");
    }

    @Test
    void eachStoreShowsItsKeys() {
        var store = new Store(
                "things", "room", "What there is.", List.of("T ▸ id → a|b", "all"), Store.SESSION_ENTRIES.order());
        assertThat(StoresDocument.markdown(List.of(store))).endsWith("""

                        ## `things`

                        What there is. Room: room.

                        | key | value |
                        |---|---|
                        | `T ▸ id` | a\\|b |
                        | `all` |  |
                        """);
    }
}
