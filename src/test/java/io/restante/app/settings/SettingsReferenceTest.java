package io.restante.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    private static final List<Setting> TREE = SettingsTree.of(Settings.DEFAULTS);

    @Test
    void hasATextForEverySettingAndNoOther() {
        assertThat(SettingTexts.BY_PATH.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        TREE.stream().map(Setting::path).toList());
    }

    @Test
    void hasARowForEverySetting() {
        String markdown = SettingsReference.markdown();
        assertThat(TREE)
                .allSatisfy(setting ->
                        assertThat(markdown).contains("| `" + setting.path()).contains("`" + setting.environment()));
        assertThat(markdown)
                .contains("| `mailbox.ttl` | duration | `P30D` | `RESTANTE_MAILBOX_TTL` |")
                .contains("| `mailbox.overflow` | reject or evict-oldest | `reject` | `RESTANTE_MAILBOX_OVERFLOW` |")
                .contains(
                        "| `streams.applicationServer` | text or nothing |  | `RESTANTE_STREAMS_APPLICATION_SERVER` |")
                .contains("| `kafka.*` | text |  | `RESTANTE_KAFKA_*` |")
                .isEqualTo(SettingsReference.markdown());
    }

    @Test
    void everyRowHasFiveCells() {
        assertThat(SettingsReference.markdown().lines().filter(line -> line.startsWith("|")))
                .allSatisfy(line -> assertThat(line.chars()
                                .filter(character -> character == '|')
                                .count())
                        .isEqualTo(6));
    }

    @Test
    void everySettingHasAVariableOfItsOwnAndAFormForItsValue() {
        Set<String> variables = new HashSet<>();
        assertThat(TREE).allSatisfy(setting -> {
            assertThat(variables.add(setting.environment())).isTrue();
            assertThat(setting.passesThrough() || ValueForm.of(setting.type()).isPresent())
                    .as(setting.path())
                    .isTrue();
        });
    }

    @Test
    void aDefaultAsItIsShownIsReadAsTheSameValue() {
        for (Setting setting : TREE) {
            if (!setting.passesThrough()) {
                assertThat(SettingsReader.read(
                                Optional.empty(), Map.of(setting.environment(), setting.shown()), Map.of()))
                        .as(setting.path())
                        .isEqualTo(Settings.DEFAULTS);
            }
        }
    }
}
