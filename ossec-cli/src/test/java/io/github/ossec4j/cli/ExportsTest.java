package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.agentless.AgentlessEngine;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.SampleHome;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.report.HtmlReport;
import io.github.ossec4j.server.OssecServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Guards what users can see, so that a type becomes public by decision only: who adds one writes it into
 * {@code public-types.txt}.
 */
class ExportsTest {
    /** One class of each module. */
    private static final List<Class<?>> MODULES = List.of(
            AgentlessEngine.class,
            Ossec.class,
            Main.class,
            SampleHome.class,
            OssecHome.class,
            AgentId.class,
            HtmlReport.class,
            OssecServer.class);

    @Test
    void publicTypesAreThoseOfTheList() throws Exception {
        List<String> seen = new ArrayList<>();
        for (Class<?> module : MODULES) {
            seen.addAll(publicTypes(module));
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(listed());
    }

    private static List<String> listed() throws IOException {
        try (InputStream in = ExportsTest.class.getResourceAsStream("/public-types.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> publicTypes(Class<?> member)
            throws IOException, URISyntaxException, ClassNotFoundException {
        Path place = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        ModuleReference module = ModuleFinder.of(place).findAll().iterator().next();
        assertThat(module.descriptor().isAutomatic()).as("module of %s", place).isFalse();
        Set<String> packages = module.descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        List<String> files;
        try (ModuleReader reader = module.open()) {
            files = reader.list().toList();
        }
        List<String> types = new ArrayList<>();
        for (String file : files) {
            String name = file.replace('/', '.').replaceFirst("[.]class$", "");
            boolean topLevel = file.endsWith(".class") && !name.contains("$") && !name.endsWith("-info");
            if (topLevel && packages.contains(name.substring(0, name.lastIndexOf('.')))) {
                Class<?> type = Class.forName(name, false, member.getClassLoader());
                if (Modifier.isPublic(type.getModifiers())) {
                    types.add(name);
                }
            }
        }
        return types;
    }
}
