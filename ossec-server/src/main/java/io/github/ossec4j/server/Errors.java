package io.github.ossec4j.server;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers to what the HTTP library refuses, in the envelope of the API; what was wrong is in the log only. */
final class Errors extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private static Answer answer(int status) {
        return Answer.refusal(status, HttpStatus.getMessage(status));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String address = Exchange.address(request); // behind a proxy, that of the client if it is known already
        LOG.info(
                "request from {} refused with status {}: {}",
                address,
                status,
                LogText.of(String.valueOf(request.getAttribute(ERROR_MESSAGE))));
        boolean isExpected = request.getAttribute(ERROR_EXCEPTION) instanceof QuietException;
        if (!isExpected && request.getAttribute(ERROR_EXCEPTION) instanceof Throwable failure) {
            LOG.error("unexpected failure, please report it", failure);
        }
        new Exchange(request, response, callback, address).answer(answer(status));
        return true;
    }
}
