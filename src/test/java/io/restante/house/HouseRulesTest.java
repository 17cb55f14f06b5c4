package io.restante.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;

/** The walls: who may import whom, and who may know the time. */
@AnalyzeClasses(packages = HouseRulesTest.HOUSE, importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    static final String HOUSE = "io.restante";

    private static final String BASE = HOUSE + ".base";
    private static final String MAILBOX = HOUSE + ".mailbox";
    private static final String SESSION = HOUSE + ".session";
    private static final String DELIVERY = HOUSE + ".delivery";
    private static final String GROUP = HOUSE + ".group";
    private static final String SETTLEMENT = HOUSE + ".settlement";
    private static final String TREE = HOUSE + ".settlement.tree";
    private static final String PUSH = HOUSE + ".push";
    private static final String PUSH_SENDER = HOUSE + ".push.sender..";
    private static final String CONTRACT = HOUSE + ".contract";
    private static final String FLOWS = HOUSE + ".*.flow..";
    private static final String INTAKE_FLOW = HOUSE + ".intake.flow..";
    private static final String TOPOLOGY = HOUSE + ".topology..";
    private static final String QUERY = HOUSE + ".query..";
    private static final String GATEWAYS = HOUSE + ".gateway..";
    private static final String SOCKETS = HOUSE + ".gateway.socket..";
    private static final String LIVE_GATEWAY = HOUSE + ".gateway.live..";
    private static final String LOCAL = HOUSE + ".local..";
    private static final String APP = HOUSE + ".app..";
    private static final String BENCH = HOUSE + ".bench..";
    private static final String STORE = HOUSE + ".store..";
    private static final String REPLAY = HOUSE + ".replay..";

    private static final DescribedPredicate<JavaClass> THE_LANGUAGE =
            resideInAnyPackage("java..", "org.jspecify.annotations");
    private static final DescribedPredicate<JavaClass> CHANCE =
            equivalentTo(UUID.class).or(JavaClass.Predicates.assignableTo(RandomGenerator.class));
    private static final DescribedPredicate<JavaClass> CLOCKS =
            JavaClass.Predicates.assignableTo(InstantSource.class).or(equivalentTo(Clock.class));

    /** What a processor needs beside the API's own packages. */
    private static final DescribedPredicate<JavaClass> STREAMS_WORDS = equivalentTo(KeyValue.class)
            .or(equivalentTo(PunctuationType.class))
            .or(equivalentTo(Cancellable.class))
            .or(equivalentTo(TaskId.class));

    private static final DescribedPredicate<JavaClass> WHAT_FLOWS_KNOW = THE_LANGUAGE
            .or(resideInAnyPackage(
                    FLOWS, BASE, MAILBOX, SESSION, DELIVERY, GROUP, PUSH, SETTLEMENT, TREE, CONTRACT, STORE))
            .or(resideInAnyPackage(
                    "org.apache.kafka.streams.processor.api..",
                    "org.apache.kafka.streams.state..",
                    "org.apache.kafka.common.."))
            .or(STREAMS_WORDS);

    @ArchTest
    static final ArchRule theBaseKnowsTheLanguageAlone = classes()
            .that()
            .resideInAPackage(BASE)
            .should()
            .onlyDependOnClassesThat(THE_LANGUAGE.or(resideInAPackage(BASE)));

    @ArchTest
    static final ArchRule mailboxesArePlain = plain(MAILBOX, SESSION, DELIVERY, PUSH);

    @ArchTest
    static final ArchRule sessionsArePlain = plain(SESSION);

    @ArchTest
    static final ArchRule deliveriesArePlain = plain(DELIVERY);

    @ArchTest
    static final ArchRule groupsArePlain = plain(GROUP, SESSION);

    /** Its proofs are read by people who know nothing of this house. */
    @ArchTest
    static final ArchRule theTreeKnowsTheLanguageAlone = classes()
            .that()
            .resideInAPackage(TREE)
            .should()
            .onlyDependOnClassesThat(THE_LANGUAGE.or(resideInAPackage(TREE)));

    @ArchTest
    static final ArchRule settlementsArePlain = plain(SETTLEMENT, TREE);

    @ArchTest
    static final ArchRule pushesArePlain = plain(PUSH);

    /** The one place from where somebody outside is called. */
    @ArchTest
    static final ArchRule sendersKnowKnocksAndTheContract = noClasses()
            .that()
            .resideInAPackage(PUSH_SENDER)
            .should()
            .dependOnClassesThat(
                    resideInAPackage(HOUSE + "..").and(not(resideInAnyPackage(PUSH_SENDER, PUSH, CONTRACT, BASE))));

    @ArchTest
    static final ArchRule onlySendersCallProviders = noClasses()
            .that()
            .resideOutsideOfPackages(PUSH_SENDER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.firebase..", "com.google.auth..", "com.google.api..", "org.apache.hc..");

    @ArchTest
    static final ArchRule onlyTheAppStartsSenders = noClasses()
            .that()
            .resideOutsideOfPackages(PUSH_SENDER, APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PUSH_SENDER);

    @ArchTest
    static final ArchRule plainRoomsLeaveNothingToChance = noClasses()
            .that()
            .resideInAnyPackage(BASE, MAILBOX, SESSION, DELIVERY, GROUP, PUSH, SETTLEMENT, TREE)
            .should()
            .dependOnClassesThat(CHANCE);

    @ArchTest
    static final ArchRule flowsKnowRoomsAndTheProcessorApi = classes()
            .that(resideInAPackage(FLOWS).and(not(resideInAPackage(INTAKE_FLOW))))
            .should()
            .onlyDependOnClassesThat(WHAT_FLOWS_KNOW);

    /** Poison is caught by Kafka's own hook, which is told in its own words and answers with records. */
    @ArchTest
    static final ArchRule theIntakeKnowsPoisonToo = classes()
            .that()
            .resideInAPackage(INTAKE_FLOW)
            .should()
            .onlyDependOnClassesThat(WHAT_FLOWS_KNOW
                    .or(resideInAnyPackage("org.apache.kafka.streams.errors..", "org.slf4j"))
                    .or(equivalentTo(ProducerRecord.class))
                    .or(equivalentTo(StreamsConfig.class)));

    @ArchTest
    static final ArchRule flowsDoNotKnowEachOther =
            slices().matching(HOUSE + ".(*).flow..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule flowsLeaveNothingToChance =
            noClasses().that().resideInAPackage(FLOWS).should().dependOnClassesThat(CHANCE);

    @ArchTest
    static final ArchRule theContractKnowsNobodyWhoKeepsIt = noClasses()
            .that()
            .resideInAPackage(CONTRACT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(FLOWS, TOPOLOGY, QUERY, GATEWAYS, APP, LOCAL, REPLAY, PUSH_SENDER));

    @ArchTest
    static final ArchRule theMapKnowsNobodyWhoUsesIt = noClasses()
            .that()
            .resideInAPackage(TOPOLOGY)
            .should()
            .dependOnClassesThat(resideInAnyPackage(QUERY, GATEWAYS, APP, LOCAL, REPLAY));

    @ArchTest
    static final ArchRule queriesWriteNothing = noClasses()
            .that()
            .resideInAPackage(QUERY)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.apache.kafka.clients.producer..", FLOWS, GATEWAYS, APP, LOCAL));

    @ArchTest
    static final ArchRule gatewaysDoNotKnowEachOther = slices().matching(HOUSE + ".gateway.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(GATEWAYS), resideInAPackage(SOCKETS));

    @ArchTest
    static final ArchRule socketsKnowNoProtocol = noClasses()
            .that()
            .resideInAPackage(SOCKETS)
            .should()
            .dependOnClassesThat(resideInAPackage(HOUSE + "..").and(not(resideInAPackage(SOCKETS))));

    @ArchTest
    static final ArchRule gatewaysKnowNoFlowAndNoStore = noClasses()
            .that()
            .resideInAPackage(GATEWAYS)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage(FLOWS, TOPOLOGY, APP, LOCAL, "org.apache.kafka.streams..", "org.rocksdb.."));

    @ArchTest
    static final ArchRule gatewaysWriteThroughTheirOnePort = noClasses()
            .that(resideInAPackage(GATEWAYS).and(not(resideInAPackage(LIVE_GATEWAY))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients..");

    @ArchTest
    static final ArchRule javalinStaysAtTheDoors = noClasses()
            .that()
            .resideOutsideOfPackages(GATEWAYS, APP, LOCAL, BENCH)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javalin..");

    @ArchTest
    static final ArchRule tokensAreReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + ".gateway.access..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule onlyTheAppAndBenchmarksStartTheLocalRoom = noClasses()
            .that()
            .resideOutsideOfPackages(APP, BENCH, LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LOCAL);

    @ArchTest
    static final ArchRule onlyTheAppRunsBenchmarks = noClasses()
            .that()
            .resideOutsideOfPackages(APP, BENCH)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BENCH);

    @ArchTest
    static final ArchRule nobodyKnowsTheApp = noClasses()
            .that()
            .resideOutsideOfPackages(APP, LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP);

    @ArchTest
    static final ArchRule nobodyWithinKnowsWhatTimeItIs = noClasses()
            .that()
            .resideOutsideOfPackages(GATEWAYS, APP, LOCAL, BENCH, PUSH_SENDER)
            .should()
            .accessTargetWhere(readingTheClock())
            .orShould()
            .dependOnClassesThat(CLOCKS);

    @ArchTest
    static final ArchRule onlyWaitingIsMeasured = noClasses()
            .that()
            .resideOutsideOfPackages(GATEWAYS, APP, LOCAL, QUERY, BENCH, REPLAY, PUSH_SENDER)
            .should()
            .callMethod(System.class, "nanoTime");

    /** A shadow has the live topology's own nodes; it decides nothing itself, and nobody who serves clients knows of it. */
    @ArchTest
    static final ArchRule aReplayDecidesNothing = noClasses()
            .that()
            .resideInAPackage(REPLAY)
            .should()
            .dependOnClassesThat(resideInAnyPackage(GATEWAYS, QUERY, APP, LOCAL, BENCH)
                    .or(resideInAPackage(FLOWS).and(not(resideInAPackage(INTAKE_FLOW)))));

    @ArchTest
    static final ArchRule onlyTheAppAndBenchmarksReplay = noClasses()
            .that()
            .resideOutsideOfPackages(APP, BENCH, REPLAY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(REPLAY);

    private static ArchRule plain(String room, String... neighbours) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(
                        THE_LANGUAGE.or(resideInAnyPackage(BASE, room)).or(resideInAnyPackage(neighbours)));
    }

    private static DescribedPredicate<JavaAccess<?>> readingTheClock() {
        Set<String> names = Set.of("now", "currentTimeMillis", "currentSystemTimeMs");
        return DescribedPredicate.describe(
                "read the clock",
                access -> names.contains(access.getTarget().getName())
                        && !access.getTargetOwner().getPackageName().startsWith(HOUSE));
    }
}
