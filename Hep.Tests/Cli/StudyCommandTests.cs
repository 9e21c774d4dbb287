using Hep.Cli;
using Hep.Cli.Verbs;
using Hep.Training.Studies;
using Xunit;

namespace Hep.Tests.Cli;

/// <summary>The command that goes on with a study is the one that began it.</summary>
public sealed class StudyCommandTests
{
    [Fact]
    public void It_has_every_value_that_was_set_quoted_for_a_shell_and_none_cut_off()
    {
        var seeds = $"study.seeds=[{string.Join(", ", Enumerable.Range(1, 40))}]";
        var request = new StudyRequest("my card.yaml") { Overrides = TrainVerb.OverridesOf(["model.hidden=[8, 8]", "data.label.signal=it's", "training.epochs=3", seeds], "/data/events.csv"), Out = "runs/a" };
        Assert.Equal(
            $"hep study 'my card.yaml' --set 'model.hidden=[8, 8]' --set 'data.label.signal=it'\\''s' --set training.epochs=3 --set '{seeds}' --data /data/events.csv --out runs/a",
            StudyCommand.Of(request));
    }

    [Fact]
    public void Without_values_it_is_the_card_alone() => Assert.Equal("hep study a.yaml", StudyCommand.Of(new("a.yaml")));
}
