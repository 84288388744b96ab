package io.github.ossec4j.model.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationElementTest {
    private static ConfigurationElement leaf(String name, String text, int line) {
        return new ConfigurationElement(name, Map.of(), text, List.of(), line);
    }

    @Test
    void lastChildOfANameCounts() {
        var parent = new ConfigurationElement(
                "p", Map.of("k", "v"), "", List.of(leaf("a", "1", 1), leaf("b", "2", 1), leaf("a", "3", 2)), 1);
        assertThat(parent.text("a")).contains("3");
        assertThat(parent.children("a")).hasSize(2);
        assertThat(parent.child("c")).isEmpty();
        assertThat(parent.attribute("k")).contains("v");
        assertThat(parent.attribute("l")).isEmpty();
    }

    @Test
    void attributesKeepTheirOrderAndCannotBeChanged() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("z", "1");
        attributes.put("a", "2");
        var element = new ConfigurationElement("e", attributes, "", List.of(), 1);
        attributes.clear();
        assertThat(element.attributes().keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> element.attributes().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void textAndAttributesAreNotShown() {
        assertThat(new ConfigurationElement("password", Map.of("k", "hunter1"), "hunter2", List.of(), 3))
                .hasToString("<password> in line 3");
    }

    @Test
    void equalityCoversEverything() {
        ConfigurationElement a = new ConfigurationElement("p", Map.of(), "", List.of(leaf("a", "1", 1)), 1);
        ConfigurationElement b = new ConfigurationElement("p", Map.of(), "", List.of(leaf("a", "1", 1)), 1);
        ConfigurationElement c = new ConfigurationElement("p", Map.of(), "", List.of(leaf("a", "2", 1)), 1);
        assertThat(a).isEqualTo(b).hasSameHashCodeAs(b).isNotEqualTo(c).isNotEqualTo(leaf("p", "", 1));
    }

    @Test
    void linesCountFromOne() {
        assertThatThrownBy(() -> leaf("a", "", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
