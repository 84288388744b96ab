package io.github.ossec4j.io.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.rules.Decoder;
import io.github.ossec4j.model.rules.DecoderSet;
import io.github.ossec4j.model.rules.Rule;
import io.github.ossec4j.model.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are rules, decoders or their configuration; what they lack is reported, and nothing leads out of the home. */
class RulesFuzzTest {
    private static final String INCLUDES =
            "<ossec_config><rules><include>r.xml</include><decoder>etc/d.xml</decoder>" + "</rules></ossec_config>";

    static Stream<Arguments> rules() throws IOException {
        return Stream.concat(
                Input.golden("ossec-api-facade", "rules", "r.xml"),
                Input.texts(
                        "",
                        "<var name='A'>x</var><group name='$A,'><rule id='1' level='2'><match>$a$</match></rule></group>",
                        "<group name='g'><rule id='1' level='2'/><rule id='1' level='3' overwrite='yes'></rule></group>",
                        "<group name='g'><rule id='\u00e9' level=''></rule><rule></rule></group><rule>"));
    }

    static Stream<Arguments> decoders() throws IOException {
        return Stream.concat(
                Input.golden("ossec-api-facade", "rules", "local_decoder.xml"),
                Input.texts("", "<decoder name='a'><regex offset='x'>(a)</regex></decoder><decoder><decoder/>"));
    }

    static Stream<Arguments> configuration() throws IOException {
        return Stream.concat(
                Input.golden("ossec-api-facade", "rules", "ossec.conf"),
                Input.texts(
                        "",
                        "<o><rules><include>../../x</include><rule_dir pattern='\\d+(|^a$'>rules/.</rule_dir></rules></o>",
                        "<o><ruleset><rule>a\\b/\u00e9.xml</rule><decoder_dir>/</decoder_dir></ruleset></o>"));
    }

    @MethodSource
    @Fuzzed
    void rules(byte[] content) throws IOException {
        OssecHome home = home(Input.bytes(INCLUDES), content, new byte[0]);
        RuleSet rules = RuleFiles.read(home, MalformedLineHandler.ignore());
        for (Rule rule : rules.all()) {
            assertThat(rule.id()).isBetween(0, 999_999);
            assertThat(rule.place().lineNumber()).isPositive();
            assertThat(rule.parents().size() + rule.options().size()).isNotNegative();
            assertThat(rule.groups()).doesNotHaveDuplicates();
        }
    }

    @MethodSource
    @Fuzzed
    void decoders(byte[] content) throws IOException {
        OssecHome home = home(Input.bytes(INCLUDES), new byte[0], content);
        DecoderSet decoders = DecoderFiles.read(home, MalformedLineHandler.ignore());
        for (Decoder decoder : decoders.decoders()) {
            assertThat(decoder.position()).isNotNegative();
            assertThat(decoder.order()).doesNotHaveDuplicates();
        }
    }

    @MethodSource
    @Fuzzed
    void configuration(byte[] content) throws IOException {
        OssecHome home =
                home(content, Input.bytes("<group name='g'><rule id='1' level='2'></rule></group>"), new byte[0]);
        try {
            RuleSet rules = RuleFiles.read(home, MalformedLineHandler.ignore());
            assertThat(rules.files()).noneMatch(RulesFuzzTest::leadsUp);
            DecoderSet decoders = DecoderFiles.read(home, MalformedLineHandler.ignore());
            assertThat(decoders.files()).noneMatch(RulesFuzzTest::leadsUp);
        } catch (OssecFormatException e) {
            assertThat(e.lineNumber()).isNotNegative();
        }
    }

    private static boolean leadsUp(String file) {
        return List.of(file.split("/")).contains("..");
    }

    private static OssecHome home(byte[] configuration, byte[] rules, byte[] decoders) throws IOException {
        Path directory = Input.directory("rules");
        Files.createDirectories(directory.resolve("rules"));
        Files.createDirectories(directory.resolve("etc"));
        Files.write(directory.resolve("etc/ossec.conf"), configuration);
        Files.write(directory.resolve("rules/r.xml"), rules);
        Files.write(directory.resolve("etc/d.xml"), decoders);
        return OssecHome.at(directory);
    }
}
