package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Payload;
import io.restante.bench.Tellings.Expected;
import io.restante.contract.LiveRecord.FannedOut;
import io.restante.group.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TellingsTest {
    private static final Payload PAYLOAD = Payload.ofText("{}");

    private final Tellings tellings = new Tellings();

    @Test
    void everybodyIsToldOnceWhateverTheRecords() {
        Expected event = said(1, 5);
        tellings.told(record(event, 1, 4));
        tellings.told(record(event, 2, 3, 5));
        tellings.await(event);
        assertThat(event.last()).isPositive();
    }

    @Test
    void whoIsToldTwiceIsNamed() {
        Expected event = said(1, 2);
        tellings.told(record(event, 1, 2));
        tellings.await(event);
        tellings.told(record(event, 2));
        assertThatThrownBy(tellings::checkAll)
                .isInstanceOf(BenchException.class)
                .hasMessage("1 arrived 2 times");
    }

    @Test
    void theSpeakerIsNotToBeTold() {
        Expected event = said(1, 2);
        tellings.told(record(event, Audience.SPEAKER, 1, 2));
        assertThatThrownBy(() -> tellings.await(event))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("run-0 was told of")
                .hasMessageEndingWith("which is not for it");
    }

    @Test
    void anEventForOneIsNotForItsNeighbour() {
        Expected event = said(3, 1);
        tellings.told(record(event, 3, 4));
        assertThatThrownBy(() -> tellings.await(event)).hasMessageContaining("run-4 was told of");
    }

    @Test
    void anEventForNobodyIsHeardNowhere() {
        Expected event = said(0, 0);
        tellings.checkAll();
        tellings.told(record(event, 1));
        assertThatThrownBy(tellings::checkAll).hasMessageContaining("run-1 was told of");
    }

    @Test
    void agentsThatEnterAreNotWhatIsMeasured() {
        tellings.told(new FannedOut(List.of("run-1"), new EventId("agent", "entered", 1), PAYLOAD));
        tellings.checkAll();
    }

    private Expected said(int firstAgent, int agents) {
        Expected event = tellings.expect(firstAgent, agents);
        event.latencies().left();
        return event;
    }

    private static FannedOut record(Expected event, int... agents) {
        List<String> connections = new ArrayList<>();
        IntStream.of(agents)
                .mapToObj(agent -> Audience.single(agent, event.sequence(), PAYLOAD))
                .forEach(single -> connections.addAll(single.connections()));
        return new FannedOut(
                connections, Audience.single(0, event.sequence(), PAYLOAD).id(), PAYLOAD);
    }
}
