package io.restante.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The recipe of the images, read line by line. */
class DockerfileTest {
    private final String recipe = Names.read(Names.DOCKER.resolve("Dockerfile")).replace("\\\n", " ");

    private List<String> lines(String instruction) {
        return recipe.lines()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length()).strip())
                .toList();
    }

    @Test
    void everyBaseIsPinnedOrAStageOfItsOwn() {
        Set<String> stages = Pattern.compile("(?m)^FROM \\S+ AS (\\S+)")
                .matcher(recipe)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(stages).contains("build", "local", "cluster");
        assertThat(lines("FROM")).allSatisfy(line -> {
            String base = line.split(" ", -1)[0];
            assertThat(stages.contains(base) || Names.pinned(base)).as(base).isTrue();
        });
    }

    @Test
    void dependenciesAreALayerOfTheirOwn() {
        assertThat(recipe.indexOf("COPY pom.xml")).isPositive().isLessThan(recipe.indexOf("dependency:go-offline"));
        assertThat(recipe.indexOf("dependency:go-offline")).isLessThan(recipe.indexOf("COPY src"));
        assertThat(recipe.indexOf("image/lib")).isPositive().isLessThan(recipe.indexOf("image/restante-cluster.jar"));
    }

    @Test
    void nobodyIsRootAndTheProgramIsProcessOne() {
        assertThat(lines("USER")).containsExactly("10001:10001");
        assertThat(lines("ENTRYPOINT")).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("[\"java\","));
        assertThat(lines("CMD")).allSatisfy(line -> assertThat(line).startsWith("["));
    }

    @Test
    void whatIsCopiedIsWhatTheBuildMakesAndTheContextHas() {
        String pom = Names.read(java.nio.file.Path.of("pom.xml"));
        assertThat(pom).contains("<finalName>restante</finalName>", "<classifier>cluster</classifier>");
        assertThat(pom).contains("${project.build.directory}/image/lib", "${project.build.directory}/restante.jar");
        String context = Names.read(java.nio.file.Path.of(".dockerignore"));
        for (MatchResult copied : Pattern.compile("(?m)^COPY (?!--from)(\\S+) ")
                .matcher(recipe)
                .results()
                .toList()) {
            assertThat(context.lines()).contains("!" + copied.group(1));
        }
    }
}
