package io.restante.launch;

import java.lang.reflect.InvocationTargetException;

/** Starts the program, or says which Java it needs. */
public final class Launcher {
    private static final int NEEDED = 21;
    private static final String PROGRAM = "io.restante.app.Main";

    private Launcher() {}

    /** @param arguments handed on as they are */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String version = System.getProperty("java.specification.version");
        if (major(version) < NEEDED) {
            System.err.println("Restante needs Java " + NEEDED + " or newer; this is Java " + version + " ("
                    + System.getProperty("java.home")
                    + "). Start it with another one: /path/to/a/newer/java -jar restante.jar");
            System.exit(1);
        }
        try {
            Class.forName(PROGRAM).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The program ended with a failure", e.getCause());
        }
    }

    /** 8 of {@code 1.8}, 17 of {@code 17}. */
    static int major(String version) {
        return Integer.parseInt(version.startsWith("1.") ? version.substring("1.".length()) : version);
    }
}
