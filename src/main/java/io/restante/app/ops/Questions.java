package io.restante.app.ops;

import io.restante.contract.MalformedException;
import io.restante.gateway.AccessException;
import java.util.Optional;

/** Answers what other instances of this installation ask. */
@FunctionalInterface
public interface Questions {
    /**
     * The answer.
     *
     * @param token what the asker showed
     * @throws AccessException when it is not one of this installation
     * @throws MalformedException when it is no question
     * @throws io.restante.query.UnavailableException when it cannot be answered here now
     */
    byte[] answer(byte[] question, Optional<String> token) throws AccessException, MalformedException;
}
