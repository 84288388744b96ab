package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.AgentlessCheck;
import io.github.ossec4j.agentless.AgentlessEvent;
import io.github.ossec4j.agentless.AgentlessListener;
import io.github.ossec4j.agentless.IntegrityRecord;
import io.github.ossec4j.model.RawText;

/** The output of an agentless check as objects with {@code event} and members that depend on it. */
final class EventsAsJson implements AgentlessListener {
    private final Json out;

    EventsAsJson(Json out) {
        this.out = out;
    }

    @Override
    public void event(AgentlessCheck check, AgentlessEvent event) {
        if (event instanceof AgentlessEvent.Info info) {
            text("info", info.text());
        } else if (event instanceof AgentlessEvent.ErrorReport error) {
            text("error", error.text());
        } else if (event instanceof AgentlessEvent.Integrity integrity) {
            integrity(integrity);
        } else if (event instanceof AgentlessEvent.Log log) {
            text("log", log.text());
        } else if (event instanceof AgentlessEvent.StoreStart) {
            start("store").endObject();
        } else if (event instanceof AgentlessEvent.Line line) {
            start("line")
                    .text("text", line.text())
                    .member("stored", line.isStored())
                    .endObject();
        } else if (event instanceof AgentlessEvent.FirstState) {
            start("first").endObject();
        } else if (event instanceof AgentlessEvent.Unchanged) {
            start("unchanged").endObject();
        } else if (event instanceof AgentlessEvent.Changed changed) {
            start("changed")
                    .text("diff", RawText.of(changed.diffFile().toString()))
                    .text("previous", RawText.of(changed.previousState().toString()))
                    .text("alert", changed.alert())
                    .endObject();
        }
    }

    private void text(String kind, RawText text) {
        start(kind).text("text", text).endObject();
    }

    private void integrity(AgentlessEvent.Integrity event) {
        IntegrityRecord file = event.parsed();
        start("integrity").text("text", event.text());
        if (!file.isMalformed()) {
            out.text("path", file.path()).member("deleted", file.isDeletion());
            FileListing.write(out, "attributes", file.attributes());
        }
        out.endObject();
    }

    private Json start(String kind) {
        return out.object().member("event", kind);
    }
}
