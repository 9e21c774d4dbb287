using Hep.Tests.Support;
using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

public sealed class ThresholdCardTests
{
    public static TheoryData<string, ThresholdOptions> Ways { get; } = new()
    {
        { "ams", new ThresholdOptions.Ams() },
        { "significance", new ThresholdOptions.Significance { Figure = SignificanceChoice.Asimov } },
        { "{by: significance, figure: signal_over_root_background}", new ThresholdOptions.Significance { Figure = SignificanceChoice.SignalOverRootBackground } },
        { "{by: signal_efficiency, value: 0.7}", new ThresholdOptions.SignalEfficiency(0.7) },
        { "{by: background_efficiency, value: 1e-3}", new ThresholdOptions.BackgroundEfficiency(0.001) },
        { "{by: value, value: -1.5}", new ThresholdOptions.Value(-1.5) },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_card_says_how_the_threshold_is_chosen(string yaml, ThresholdOptions expected)
    {
        var card = Load($"evaluation.threshold={yaml}");
        Assert.Equal(expected, card.Evaluation.Threshold);
        Assert.Equal(card, RunCard.FromSource(card.ToYaml(), Path.Combine(Path.GetTempPath(), "elsewhere", "card.yaml")));
    }

    [Fact]
    public void Without_a_word_it_is_the_largest_AMS() => Assert.Equal(new ThresholdOptions.Ams(), Load().Evaluation.Threshold);

    [Theory]
    [InlineData("best", "found \"best\", expected one of ams, significance, signal_efficiency, background_efficiency, value", "")]
    [InlineData("{by: signal_eficiency, value: 0.5}", "found \"signal_eficiency\", expected one of ams, significance, signal_efficiency, background_efficiency, value; did you mean signal_efficiency?", ".by")]
    [InlineData("{value: 0.5}", "missing, expected one of ams, significance, signal_efficiency, background_efficiency, value", ".by")]
    [InlineData("{by: value}", "missing, expected a number", ".value")]
    [InlineData("{by: signal_efficiency, value: 1.5}", "found 1.5, expected a number greater than 0 and at most 1", ".value")]
    [InlineData("{by: background_efficiency, value: 0}", "found 0, expected a number greater than 0 and at most 1", ".value")]
    [InlineData("{by: ams, value: 3}", "found an unknown key, expected by", ".value")]
    [InlineData("{by: significance, figure: asimow}", "found \"asimow\", expected one of asimov, signal_over_root_background; did you mean asimov?", ".figure")]
    public void What_is_wrong_is_said(string yaml, string expected, string below)
    {
        var error = Assert.Throws<InvalidDataException>(() => Load($"evaluation.threshold={yaml}"));
        Assert.Equal($"--set evaluation.threshold={yaml}: evaluation.threshold{below}: {expected}", error.Message);
    }

    [Theory]
    [InlineData("ams")]
    [InlineData("significance", "significance")]
    [InlineData("significance=signal_over_root_background", "{by: significance, figure: signal_over_root_background}")]
    [InlineData("signal_efficiency=0.7", "{by: signal_efficiency, value: 0.7}")]
    [InlineData("background_efficiency=1e-3", "{by: background_efficiency, value: 1e-3}")]
    [InlineData("value=-1.5", "{by: value, value: -1.5}")]
    public void The_command_line_says_the_same_in_short(string text, string? yaml = null) =>
        Assert.Equal(Load($"evaluation.threshold={yaml ?? text}").Evaluation.Threshold, ThresholdOptions.Parse(text, "--threshold"));

    [Theory]
    [InlineData("value", "threshold.value: missing, expected a number")]
    [InlineData("value=x", "threshold.value: found \"x\", expected a number")]
    [InlineData("signal_efficiency=2", "threshold.value: found 2, expected a number greater than 0 and at most 1")]
    [InlineData("valu=2", "threshold.by: found \"valu\", expected one of ams, significance, signal_efficiency, background_efficiency, value; did you mean value?")]
    [InlineData("ams=2", "threshold.value: found an unknown key, expected by")]
    public void And_what_is_wrong_there(string text, string expected) =>
        Assert.Equal($"--threshold {text}: {expected}", Assert.Throws<InvalidDataException>(() => ThresholdOptions.Parse(text, "--threshold")).Message);

    private static RunCard Load(params string[] assignments) =>
        RunCard.Load(Repository.PathOf("configs/higgs.yaml"), [.. assignments.Select(text => CardOverride.Set(text))]);
}
