package io.restante.bench;

/** Something that can be measured. */
public interface Benchmark {
    /** What it is asked for by. */
    String name();

    /** What is done, in one sentence. */
    String work();

    /**
     * Measures.
     *
     * @throws BenchException when what was measured was not right
     */
    Outcome run(Terms terms);
}
