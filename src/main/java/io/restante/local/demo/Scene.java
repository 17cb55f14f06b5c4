package io.restante.local.demo;

/** One part of the walk. It uses mailboxes of its own, so that it can be played whatever became of the others. */
interface Scene {
    String title();

    /** @throws DemoException when it cannot go on */
    void play(Stage stage);
}
