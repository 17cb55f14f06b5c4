package io.restante.faults;

import java.util.List;

/** A part of the installation that the nemesis can lay hands on: a broker, a topology, a gateway. */
interface Part {
    String name();

    /** Starts it; it may take a while until it is ready. */
    void start();

    /** Its process; there is one from the first start on. */
    Child child();

    /** Kills its process, if there is one. */
    void stop();

    /** Whether it does its work. */
    boolean ready();

    /** What leads from it to the brokers; empty for a broker. */
    List<Link> toBrokers();

    /** What leads to it. */
    List<Link> towards();
}
