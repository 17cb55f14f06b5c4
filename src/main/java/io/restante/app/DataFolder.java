package io.restante.app;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A look whether the data folder can be used, before anything is started that would fail on it in its own words. */
final class DataFolder {
    /** Less than this is taken for a full disk: stores and logs begin with files of several megabytes each. */
    static final long ROOM = 64L << 20;

    private static final long MEGABYTE = 1L << 20;
    private static final String ELSEWHERE = "choose another folder with --data";

    private DataFolder() {}

    /**
     * Returns when the folder is there, made where it was missing, can be read and written, and has room.
     *
     * @throws StartException when it cannot be used, saying why and what to do
     */
    static void require(Path data) {
        require(data, ROOM);
    }

    /** @param room bytes that must be free */
    static void require(Path data, long room) {
        Path folder = data.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
                throw new StartException("The data folder " + folder + " cannot be read and written by this user ("
                        + System.getProperty("user.name") + "). Give it the right to, or " + ELSEWHERE + ".");
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < room) {
                throw new StartException("The disk of the data folder " + folder + " is full: " + free / MEGABYTE
                        + " MiB are free, " + room / MEGABYTE + " MiB are needed to start. Make room, or " + ELSEWHERE
                        + ".");
            }
        } catch (FileAlreadyExistsException e) {
            throw new StartException(
                    "The data folder " + folder + " cannot be made: " + e.getFile()
                            + " is a file, a folder was expected. Move the file away, or " + ELSEWHERE + ".",
                    e);
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + folder + " cannot be made or read (" + e
                            + "). Give this user the right to read and write it, or " + ELSEWHERE + ".",
                    e);
        }
    }
}
