/**
 * What remoted stores about agents below {@code queue}: their last keep-alive, replay counters, time of enrollment; and
 * the list of agentless devices. The formats are described in {@code docs/formats/queue.md}.
 */
package io.github.ossec4j.io.queue;
