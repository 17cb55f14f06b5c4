package io.restante.faults;

/** Something that is read of each part now and then. */
enum Gauge {
    MEMORY("resident memory, MB"),
    HANDLES("open files and sockets"),
    DISK("data on disk, MB"),
    LAG("records of the inputs that are not applied yet");

    private final String title;

    Gauge(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
